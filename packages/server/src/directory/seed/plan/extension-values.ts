import type { FurtherProperties } from '@gatehouse/model';
import { extensionPropertyName } from '@gatehouse/policy';
import { extensionValuesObjection, mostExtensionValues } from '../../extensions/extension-values.js';
import { within } from '../load-seed.js';
import { extensionValuesOf } from '../schema/further-properties.js';
import { seededAppId } from './plan-applications.js';
import type { KindOfDocument } from './seed-facts.js';
import { type Item, itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse, TenantPlan } from './tenant-plan.js';

/** The names of the extensions that are defined in a tenant, or will be: the values of others are out of reach. */
export function planExtensionNames(
  seeded: SeededTenant | undefined,
  documents: readonly KindOfDocument[],
): ReadonlySet<string> {
  const items = seeded === undefined ? [] : itemsOf(seeded, 'applications');
  return new Set([
    ...documents.flatMap((document) => nameOf(document) ?? []),
    ...items.flatMap(({ value }) =>
      (value.extensionProperties ?? []).map(({ name }) => {
        const prefix = extensionPropertyName(seededAppId(seeded as SeededTenant, value), '');
        return name.startsWith(prefix) ? name : `${prefix}${name}`;
      }),
    ),
    ...(seeded?.mentions ?? []).flatMap(({ item }) => (item.schemaExtensions ?? []).map(({ id }) => id)),
  ]);
}

function nameOf({ kind, id, body }: KindOfDocument): string | undefined {
  if (kind === 'schema-extension') return id;
  return kind === 'extension-property' ? String(body['name']) : undefined;
}

const lists = {
  users: 'User',
  groups: 'Group',
  devices: 'Device',
  administrativeUnits: 'AdministrativeUnit',
  applications: 'Application',
} as const;

/** Refuses values of extensions that nobody defines for such an object, or that hold something else than the definition says. */
export function judgeExtensionValues(
  seeded: SeededTenant,
  documents: readonly KindOfDocument[],
  plan: Pick<TenantPlan, 'users' | 'groups' | 'devices' | 'units' | 'applications'>,
  refuse: Refuse,
): void {
  const definitions = new Map(documents.map((document) => [nameOf(document), document]));
  const changes: Readonly<Record<keyof typeof lists, readonly Change<{ readonly properties?: FurtherProperties }>[]>> =
    {
      ...plan,
      administrativeUnits: plan.units,
    };
  for (const { item, place } of seeded.mentions) {
    for (const [name, held] of extensionValuesOf(item.organization ?? {})) {
      const reason = faultOf(definitions.get(name), 'Organization', held, name);
      if (reason !== undefined) refuse(within(place, 'organization', name), reason);
    }
  }
  for (const [list, target] of Object.entries(lists) as [keyof typeof lists, string][]) {
    const items: readonly Item<object>[] = itemsOf(seeded, list);
    items.forEach(({ value, place }, index) => {
      for (const [name, held] of extensionValuesOf(value)) {
        const reason = faultOf(definitions.get(name), target, held, name);
        if (reason !== undefined) refuse(within(place, name), reason);
      }
      if (extensionValuesObjection(changes[list][index]?.after.properties) !== undefined) {
        refuse(place, `must not have more than ${mostExtensionValues} values of extensions`);
      }
    });
  }
}

function faultOf(
  definition: KindOfDocument | undefined,
  target: string,
  value: unknown,
  name: string,
): string | undefined {
  if (definition === undefined) return `unknown property, and no extension is called \`${name}\``;
  const { kind, body } = definition;
  const targets = (body['targetObjects'] ?? body['targetTypes'] ?? []) as readonly string[];
  if (!targets.includes(target)) return `the extension is not for objects of the kind \`${target}\``;
  if (kind === 'schema-extension') return structureFault(body['properties'] as readonly Member[], value);
  const isList = body['isMultiValued'] === true;
  if (isList !== Array.isArray(value)) return isList ? 'must be a list' : 'must be one value';
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.every((one) => isOfType(String(body['dataType']), one))
    ? undefined
    : `must be ${String(body['dataType'])}`;
}

interface Member {
  readonly name: string;
  readonly type: string;
}

function structureFault(members: readonly Member[], value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be an object';
  for (const [name, held] of Object.entries(value)) {
    const member = members.find((one) => one.name === name);
    if (member === undefined) return `the extension has no property \`${name.slice(0, 60)}\``;
    if (held !== null && !isOfType(member.type, held)) return `\`${name}\` must be ${member.type}`;
  }
  return undefined;
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Integer':
    case 'LargeInteger':
      return Number.isSafeInteger(value);
    default:
      return typeof value === 'string';
  }
}
