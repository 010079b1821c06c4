import type { CustomSecurityAttributes } from '@gatehouse/model';
import type { ObjectValues } from '@gatehouse/policy';
import {
  type AttributeDefinition,
  longestAttributeValue,
  mostAttributeValues,
  type StoredDocument,
  targetStanding,
  type ValueField,
} from '../../../directory/index.js';
import { authorizeKnown } from '../authorize.js';
import type { GraphError } from '../graph-error.js';
import type { GraphCall, GraphEntity, GraphOperation, OperationAccess } from '../resource.js';
import {
  complex,
  complexType,
  filters,
  flag,
  type OpenProperty,
  type Property,
  text,
  texts,
  whole,
} from '../schema/index.js';

/** The kinds of entity that have custom security attributes, as their directory actions name them. */
export type AttributedKind = 'users' | 'servicePrincipals';

const typeName = 'customSecurityAttributeValue';

/** `customSecurityAttributes` of a user or a service principal: attribute sets, each with attributes. Shown when it is selected. */
export const securityAttributesProperty: Property = complex(
  'customSecurityAttributes',
  complexType(typeName, [], { open: true }),
  { onRequest: true },
);

/** What may be read and changed, beside the entity itself (Microsoft Graph documentation: manage custom security attribute assignments). */
const accessTo: Readonly<Record<AttributedKind, { readonly entity: string }>> = {
  users: { entity: 'User.Read.All' },
  servicePrincipals: { entity: 'Application.Read.All' },
};

function accessOf(kind: AttributedKind, verb: 'read' | 'update'): Omit<OperationAccess, 'target'> {
  const assignment = `CustomSecAttributeAssignment.${verb === 'read' ? 'Read' : 'ReadWrite'}.All`;
  const together = [[assignment, accessTo[kind].entity]];
  return {
    permissions: { delegated: together, application: together },
    actions: [`microsoft.directory/${kind}/customSecurityAttributes/${verb}`],
  };
}

/** What `customSecurityAttributes` may hold: the tenant's definitions. Who may not read it may not ask by it either. */
export function securityAttributeProperty(call: GraphCall, kind: AttributedKind): OpenProperty {
  return (name, owner) => {
    if (owner !== typeName) return undefined;
    const ofSet = definitionsOf(call).filter(({ attributeSet }) => attributeSet === name);
    if (ofSet.length === 0) return undefined;
    // In bodies it does not count how a property may be asked for.
    const asks = ['GET', 'HEAD'].includes(call.request.method) && mayReadAll(call, kind);
    return complex(
      name,
      complexType(
        typeName,
        ofSet.map((definition) => propertyOf(definition, asks)),
      ),
    );
  };
}

/** How custom security attributes are asked for in the directory. */
export function securityAttributeFields(call: GraphCall): readonly ValueField[] {
  return definitionsOf(call)
    .filter(isSearchable)
    .map((definition) => ({
      name: `customSecurityAttributes/${definition.attributeSet}/${definition.name}`,
      column: 'custom_security_attributes',
      path: [definition.attributeSet, definition.name],
      kind: definition.isCollection ? 'texts' : fieldKinds[definition.type],
    }));
}

/**
 * The custom security attributes of an entity as a call may see them: null for whoever may not, as for an entity without any. Nobody
 * reads them by a role that reads everything else.
 */
export function shownSecurityAttributes(
  kind: AttributedKind,
  {
    id,
    customSecurityAttributes,
  }: { readonly id: string; readonly customSecurityAttributes?: CustomSecurityAttributes },
  call: GraphCall,
): GraphEntity | null {
  if (customSecurityAttributes === undefined) return null;
  if (!mayReadAll(call, kind) && !mayRead(call, kind, ownFacts(call, id))) return null;
  return Object.fromEntries(Object.entries(customSecurityAttributes).map(([set, values]) => [set, annotated(values)]));
}

/**
 * Whether the caller may change the custom security attributes that a body gives, if it gives any.
 * @param id the entity; null for a new one.
 */
export async function securityAttributesDenied(
  kind: AttributedKind,
  id: string | null,
  values: GraphEntity,
  call: GraphCall,
): Promise<GraphError | undefined> {
  if (values.customSecurityAttributes === undefined) return undefined;
  const standing = id === null ? undefined : await call.perform(targetStanding(id, call.caller.principal.oid));
  const facts = id === null ? {} : { ...ownFacts(call, id), unitIds: standing?.units ?? [] };
  return call.permits(accessOf(kind, 'update'), facts);
}

function ownFacts({ caller }: GraphCall, id: string) {
  return { isSelf: id === caller.principal.oid, scopeIds: [id] };
}

const mayReads = new WeakMap<GraphCall, Map<AttributedKind, boolean>>();

/** Whether the caller may read everybody's; decided once for a call. */
function mayReadAll(call: GraphCall, kind: AttributedKind): boolean {
  const decided = mayReads.get(call) ?? new Map<AttributedKind, boolean>();
  mayReads.set(call, decided);
  const may = decided.get(kind) ?? mayRead(call, kind, {});
  decided.set(kind, may);
  return may;
}

/** Nothing is refused where somebody who did not ask for them is not shown them, so nothing is noted in the log. */
function mayRead(
  { caller, params, body, configuration, path }: GraphCall,
  kind: AttributedKind,
  facts: Partial<ObjectValues>,
) {
  const operation: GraphOperation = {
    method: 'GET',
    path,
    summary: 'Read custom security attributes',
    access: { ...accessOf(kind, 'read'), target: { kind: 'tenant' } },
    run: async () => ({ kind: 'none' }),
  };
  const question = { caller, params, body, configuration, operation };
  return authorizeKnown(question, facts, { deny: () => undefined }) === undefined;
}

function definitionsOf({ configuration }: GraphCall): readonly AttributeDefinition[] {
  const documents = configuration.documents('attribute-definition') as unknown;
  return (documents as readonly StoredDocument<AttributeDefinition>[]).map(({ body }) => body);
}

const fieldKinds = { Boolean: 'boolean', Integer: 'number', String: 'text' } as const;

/** Several numbers are compared with none: a list's elements are compared as texts. */
function isSearchable(definition: AttributeDefinition): boolean {
  return definition.isSearchable && (definition.type === 'String' || !definition.isCollection);
}

function propertyOf(definition: AttributeDefinition, asks: boolean): Property {
  const { name, type, isCollection } = definition;
  const mayAsk = asks && isSearchable(definition);
  const by = (filter: NonNullable<Property['query']>['filter']) =>
    mayAsk && filter !== undefined ? { query: { filter, advanced: true as const } } : {};
  const several = { collection: true as const, maxItems: mostAttributeValues };
  switch (type) {
    case 'Boolean':
      return flag(name, by(filters.exact));
    case 'Integer':
      return isCollection ? { ...whole(name), ...several } : whole(name, by(filters.ordered));
    case 'String': {
      const length = { maxLength: longestAttributeValue };
      return isCollection
        ? texts(name, { ...length, maxItems: mostAttributeValues, ...by(['any', ...filters.prefix]) })
        : text(name, { ...length, ...by(filters.prefix) });
    }
  }
}

/** Values with the types that clients tell them apart by (OData JSON Format 4.01 §4.6.3). */
function annotated(values: Readonly<Record<string, unknown>>): GraphEntity {
  const shown = new Map<string, unknown>([['@odata.type', `#microsoft.graph.${typeName}`]]);
  for (const [name, value] of Object.entries(values)) {
    const type = annotationOf(value);
    if (type !== undefined) shown.set(`${name}@odata.type`, type);
    shown.set(name, value);
  }
  return Object.fromEntries(shown);
}

function annotationOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined;
  return typeof value[0] === 'number' ? '#Collection(Int32)' : '#Collection(String)';
}
