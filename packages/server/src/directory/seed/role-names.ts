import { builtInRoles, parseGuid } from '@gatehouse/model';

/** Finds directory roles, built in and made by the tenant, by the names a seed uses. */
export interface RoleNames {
  /** By id, template id, or name in any letter case. */
  find(name: string): string | undefined;
  /** The name that means the role; its id, where no name does. */
  nameOf(id: string): string;
}

/** A directory role that the tenant made. */
export interface OwnRole {
  readonly id: string;
  readonly templateId?: unknown;
  readonly displayName?: unknown;
}

/** Indexes the built-in roles and the tenant's own. */
export function indexRoles(own: readonly OwnRole[]): RoleNames {
  const names = new Map<string, string | null>();
  const shown = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const role of [...builtInRoles, ...own]) {
    const name = String(role.displayName);
    const key = name.toLowerCase();
    names.set(key, names.has(key) ? null : role.id);
    shown.set(role.id, name);
    ids.set(role.id, role.id);
    if (typeof role.templateId === 'string' && !ids.has(role.templateId)) ids.set(role.templateId, role.id);
  }
  const find = (name: string) => ids.get(parseGuid(name) ?? '') ?? names.get(name.toLowerCase()) ?? undefined;
  return {
    find,
    nameOf: (id) => {
      const name = shown.get(id);
      return name !== undefined && find(name) === id ? name : id;
    },
  };
}
