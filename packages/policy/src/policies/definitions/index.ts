// Owns: what the definitions of policies may say: token lifetimes, claims, token issuance, home realms, idle timeouts. A definition is
// one JSON text; what is not understood is refused, since a policy that is half read protects nobody.
// Refuses: storage, assignment, effect. Called by: the directory's policies, whoever writes them.
export type { DefinitionFacts } from './definition-facts.js';
export { type DefinitionKind, definitionKinds, readDefinition } from './read-definition.js';
export { timeSpanMilliseconds } from './time-span.js';
