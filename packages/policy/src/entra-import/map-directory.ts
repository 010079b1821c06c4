import { parseMembershipRule } from '../membership-rules/index.js';
import { type EntraObject, isObject, type JsonObject, textOf, withoutSilence } from './entra-export.js';
import { idOf, keptOf, listed, type Mapping, relatedNames, type SeedItem, titleOf } from './mapping.js';

/** Users. Passwords are part of no export. */
export function mapUsers(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('user').flatMap((object): SeedItem[] => {
    const { value } = object;
    const userPrincipalName = textOf(value['userPrincipalName']);
    if (userPrincipalName === undefined) return lostWhole(object, 'it has no userPrincipalName', mapping);
    const item = keptOf(
      object,
      [...always, 'userPrincipalName', 'userType', 'manager', 'memberOf', 'passwordProfile'],
      mapping,
    );
    const [manager] = relatedNames(object, 'manager', ['user'], mapping);
    const extensions = extensionValues(object, mapping);
    return [
      {
        ...idOf(value),
        userPrincipalName,
        ...item,
        ...(value['userType'] === 'Guest' && { userType: 'Guest' }),
        ...(manager !== undefined && { manager }),
        ...extensions,
      },
    ];
  });
}

const always = ['id', 'extensions'];

/** Values of directory extensions whose definitions are among the files. */
function extensionValues(object: EntraObject, { names, lose }: Mapping): SeedItem {
  const defined = new Set(names.ofKind('extensionProperty').map(({ value }) => textOf(value['name'])));
  const values = Object.entries(object.value).filter(([name, value]) => /^extension_/i.test(name) && value != null);
  const known = values.filter(([name]) => defined.has(name));
  for (const [property] of values.filter(([name]) => !defined.has(name))) {
    const reason = 'the definition of the extension is not among the files';
    lose({ kind: object.kind, object: titleOf(object), property, reason });
  }
  return Object.fromEntries(known);
}

/** Groups, with members and owners where the export has them. */
export function mapGroups(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('group').flatMap((object): SeedItem[] => {
    const { value } = object;
    const displayName = textOf(value['displayName']);
    if (displayName === undefined) return lostWhole(object, 'it has no displayName', mapping);
    const types = Array.isArray(value['groupTypes']) ? value['groupTypes'] : [];
    const read = [
      ...always,
      'displayName',
      'groupTypes',
      'mailEnabled',
      'securityEnabled',
      'members',
      'owners',
      'memberOf',
    ];
    const item = keptOf(object, [...read, 'transitiveMembers'], mapping);
    return [{ ...idOf(value), displayName, ...typed(object, types, item, mapping), ...groupPeople(object, mapping) }];
  });
}

/** A dynamic group whose rule is not understood keeps the members it has. */
function typed(object: EntraObject, types: readonly unknown[], item: SeedItem, { lose }: Mapping): SeedItem {
  const { membershipRule, membershipRuleProcessingState, ...rest } = item;
  const isUnified = types.includes('Unified');
  const { mailEnabled, securityEnabled } = object.value;
  const security = {
    ...(securityEnabled === isUnified && { securityEnabled }),
    ...(mailEnabled === !isUnified && { mailEnabled }),
  };
  const unified = isUnified ? ['Unified'] : [];
  if (!types.includes('DynamicMembership')) return { ...rest, ...listed('groupTypes', unified), ...security };
  const parsed = parseMembershipRule(typeof membershipRule === 'string' ? membershipRule : '');
  if (parsed.kind === 'invalid') {
    const reason = `${parsed.reason}; the group keeps the members it had`;
    lose({ kind: 'group', object: titleOf(object), property: 'membershipRule', reason });
    return { ...rest, ...listed('groupTypes', unified), ...security };
  }
  return {
    ...rest,
    groupTypes: [...unified, 'DynamicMembership'],
    membershipRule,
    ...(membershipRuleProcessingState === 'Paused' && { membershipRuleProcessingState }),
    ...security,
  };
}

/** Owners: people, and applications that are there. */
export function ownersOf(object: EntraObject, mapping: Mapping): readonly string[] {
  const owners = relatedNames(object, 'owners', ['user', 'servicePrincipal'], mapping);
  return owners.filter((name) => !mapping.names.isLeftOut(name));
}

function groupPeople(object: EntraObject, mapping: Mapping): SeedItem {
  const types = object.value['groupTypes'];
  const rule = textOf(object.value['membershipRule']);
  const isDynamic = Array.isArray(types) && types.includes('DynamicMembership') && rule !== undefined;
  const follows = isDynamic && parseMembershipRule(rule).kind !== 'invalid';
  const members = follows
    ? []
    : relatedNames(object, 'members', ['user', 'group', 'servicePrincipal', 'device'], mapping);
  const present = members.filter((name) => !mapping.names.isLeftOut(name));
  const owners = ownersOf(object, mapping);
  return { ...listed('members', present), ...listed('owners', owners) };
}

/** Devices, with owners and users. */
export function mapDevices(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('device').flatMap((object): SeedItem[] => {
    const { value } = object;
    const displayName = textOf(value['displayName']);
    if (displayName === undefined) return lostWhole(object, 'it has no displayName', mapping);
    const read = [
      ...always,
      'displayName',
      'registeredOwners',
      'registeredUsers',
      'alternativeSecurityIds',
      'deviceMetadata',
      'deviceVersion',
      'profileType',
    ];
    return [
      {
        ...idOf(value),
        displayName,
        ...keptOf(object, read, mapping),
        ...listed('registeredOwners', relatedNames(object, 'registeredOwners', ['user'], mapping)),
        ...listed('registeredUsers', relatedNames(object, 'registeredUsers', ['user'], mapping)),
      },
    ];
  });
}

/** Administrative units with their members; units that fill themselves keep the members they have. */
export function mapUnits(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('administrativeUnit').flatMap((object): SeedItem[] => {
    const { value } = object;
    const displayName = textOf(value['displayName']);
    if (displayName === undefined) return lostWhole(object, 'it has no displayName', mapping);
    for (const [property, reason] of [
      ['membershipRule', 'units that fill themselves are not supported; the unit keeps the members it had'],
      ['isMemberManagementRestricted', 'restricted management is not supported'],
    ] as const) {
      const says = value[property];
      if (says != null && says !== false) mapping.lose({ kind: object.kind, object: displayName, property, reason });
    }
    const { description, visibility } = withoutSilence(value);
    return [
      {
        ...idOf(value),
        displayName,
        ...(description !== undefined && { description }),
        ...(visibility === 'HiddenMembership' && { visibility }),
        ...listed('members', relatedNames(object, 'members', ['user', 'group', 'device'], mapping)),
      },
    ];
  });
}

/** The tenant itself: who it is, and its domains. */
export function mapTenant(mapping: Mapping, domain: string | undefined): SeedItem {
  const [organization] = mapping.names.ofKind('organization');
  const verified = (organization?.value['verifiedDomains'] ?? []) as readonly unknown[];
  const named: readonly JsonObject[] = [
    ...verified.filter(isObject),
    ...mapping.names.ofKind('domain').map(({ value }): JsonObject => ({ ...value, name: value['id'] })),
  ].filter((one) => one['isVerified'] !== false && textOf(one['name']) !== undefined);
  const used = mapping.names
    .ofKind('user')
    .map(({ value }) => (typeof value['userPrincipalName'] === 'string' ? value['userPrincipalName'] : ''))
    .map((name) => name.slice(name.lastIndexOf('@') + 1).toLowerCase())
    .filter((one) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(one));
  const defaults = named.filter((one) => one['isDefault'] === true).map((one) => String(one['name']).toLowerCase());
  const first = [...(domain === undefined ? [] : [domain.toLowerCase()]), ...defaults];
  const all = [...new Set([...first, ...named.map((one) => String(one['name']).toLowerCase()), ...used])];
  const displayName = textOf(organization?.value['displayName']);
  return {
    ...(organization === undefined ? {} : idOf(organization.value)),
    ...(displayName !== undefined && { displayName }),
    domains: all,
  };
}

/** An object that is lost as a whole. */
export function lostWhole(object: EntraObject, reason: string, { lose }: Mapping): never[] {
  lose({ kind: object.kind, object: titleOf(object), reason });
  return [];
}
