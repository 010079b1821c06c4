import { type AdministrativeUnit, type Device, type Group, parseGuid, type User } from '@gatehouse/model';
import type { StoredServicePrincipal } from '../service-principals/repository.js';

/** The kinds of object that a seed refers to by name. */
export type ReferenceKind = 'user' | 'group' | 'servicePrincipal' | 'device' | 'administrativeUnit';

/** An object that a name in a seed means. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly id: string;
}

/** The objects of one tenant, stored or seeded, that names can mean; a later one takes the place of an earlier one of the same id. */
export interface NamedThings {
  readonly users?: readonly User[];
  readonly groups?: readonly Group[];
  readonly servicePrincipals?: readonly StoredServicePrincipal[];
  readonly devices?: readonly Device[];
  readonly units?: readonly AdministrativeUnit[];
}

/** Finds the objects of one tenant by the names a seed uses, and the names by their ids. */
export interface References {
  /**
   * The object that a name means: by id, else by user principal name, display name of a group or unit, appId or device id, kind after
   * kind. A display name that several have means none of them.
   */
  find(name: string, kinds: readonly ReferenceKind[]): Reference | undefined;
  /** True when the name is that of several groups or units, and so of none. */
  isShared(name: string): boolean;
  /** The name that means the object among these kinds; its id, where no name does. */
  nameOf(id: string, kinds: readonly ReferenceKind[]): string;
}

/** Indexes objects by every name. */
export function indexReferences(things: NamedThings): References {
  const named = new Map<ReferenceKind, Map<string, string | null>>();
  const ids = new Map<string, Reference & { readonly name: string }>();
  const enter = <Thing extends { readonly id: string }>(
    kind: ReferenceKind,
    all: readonly Thing[] = [],
    nameOf: (thing: Thing) => string,
  ): void => {
    const distinct = new Map(all.map((thing) => [thing.id, thing]));
    const names = new Map<string, string | null>();
    for (const [id, thing] of distinct) {
      const name = nameOf(thing);
      const key = keyOf(kind, name);
      names.set(key, names.has(key) ? null : id);
      ids.set(id, { kind, id, name });
    }
    named.set(kind, names);
  };
  enter('user', things.users, ({ userPrincipalName }) => userPrincipalName);
  enter('group', things.groups, ({ displayName }) => displayName);
  enter('servicePrincipal', things.servicePrincipals, ({ appId }) => appId);
  enter('device', things.devices, ({ deviceId }) => deviceId);
  enter('administrativeUnit', things.units, ({ displayName }) => displayName);
  const find = (name: string, kinds: readonly ReferenceKind[]): Reference | undefined => {
    const byId = ids.get(parseGuid(name) ?? '');
    if (byId !== undefined && kinds.includes(byId.kind)) return byId;
    for (const kind of kinds) {
      const id = named.get(kind)?.get(keyOf(kind, name));
      if (id != null) return { kind, id };
    }
    return undefined;
  };
  return {
    find,
    isShared: (name) => (['group', 'administrativeUnit'] as const).some((kind) => named.get(kind)?.get(name) === null),
    nameOf: (id, kinds) => {
      const name = ids.get(id)?.name;
      return name !== undefined && find(name, kinds)?.id === id ? name : id;
    },
  };
}

function keyOf(kind: ReferenceKind, name: string): string {
  return kind === 'user' || kind === 'servicePrincipal' || kind === 'device' ? name.toLowerCase() : name;
}

const words: Readonly<Record<ReferenceKind, string>> = {
  user: 'user',
  group: 'group',
  servicePrincipal: 'service principal',
  device: 'device',
  administrativeUnit: 'administrative unit',
};

/** Why a name means nothing, in words. */
export function unknownName(name: string, kinds: readonly ReferenceKind[], references: References): string {
  if (references.isShared(name)) return `several things are called \`${name}\`; give the \`id\``;
  const list = kinds.map((kind) => words[kind]);
  const last = list.pop() ?? '';
  return `no ${list.length === 0 ? last : `${list.join(', ')} or ${last}`} is called \`${name}\``;
}
