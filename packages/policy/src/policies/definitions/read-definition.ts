import type { Problem } from '../../registration/index.js';
import { isRecord, type JsonRecord, member, record } from '../strict-json/index.js';
import { activityBasedTimeout } from './activity-based-timeout.js';
import { claimsMapping } from './claims-mapping.js';
import type { DefinitionFacts } from './definition-facts.js';
import { homeRealmDiscovery } from './home-realm-discovery.js';
import { tokenIssuance } from './token-issuance.js';
import { tokenLifetime } from './token-lifetime.js';

/** By the name that stands around each definition. */
const checks = {
  ActivityBasedTimeoutPolicy: activityBasedTimeout,
  ClaimsMappingPolicy: claimsMapping,
  HomeRealmDiscoveryPolicy: homeRealmDiscovery,
  TokenIssuancePolicy: tokenIssuance,
  TokenLifetimePolicy: tokenLifetime,
} as const;

/** The kinds of policy that have a definition. */
export type DefinitionKind = keyof typeof checks;

/** Every kind of policy that has a definition. */
export const definitionKinds = Object.keys(checks) as readonly DefinitionKind[];

const longestDefinition = 50_000;

/**
 * Reads the `definition` of a policy: a list of one JSON text, such as `{"TokenLifetimePolicy":{"Version":1,…}}`.
 * @returns what stands inside the kind's name, or everything that is wrong, with paths into the JSON.
 * @example readDefinition('TokenLifetimePolicy', ['{"TokenLifetimePolicy":{"Version":1,"AccessTokenLifetime":"02:00:00"}}'], facts)
 */
export function readDefinition(
  kind: DefinitionKind,
  definition: readonly string[],
  facts: DefinitionFacts,
):
  | { readonly kind: 'definition'; readonly content: JsonRecord }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] } {
  const [text, second] = definition;
  if (text === undefined || second !== undefined) return invalid('definition', 'must hold exactly one JSON text');
  if (text.length > longestDefinition) {
    return invalid('definition', `must not be longer than ${longestDefinition} characters`);
  }
  const value = parsed(text);
  if (value === undefined) return invalid('definition', 'must be a JSON object written as text');
  const problems = record({ [kind]: (content, path) => checks[kind](content, path, facts) })(value, '');
  const content = member(value, kind);
  if (problems.length > 0 || !isRecord(content)) return { kind: 'invalid', problems };
  return { kind: 'definition', content };
}

function parsed(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function invalid(path: string, reason: string): { readonly kind: 'invalid'; readonly problems: readonly Problem[] } {
  return { kind: 'invalid', problems: [{ path, reason }] };
}
