import { builtInRole, builtInRoles, type RoleDefinition, type RolePermission } from '@gatehouse/model';
import { customRoleFault, foldText, isPrivilegedAction } from '@gatehouse/policy';
import {
  changeDocument,
  createDocument,
  type DocumentKind,
  deleteDocument,
  findDocument,
  listDocuments,
} from '../documents/change-documents.js';
import type { StoredDocument } from '../documents/repository.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  refused,
} from '../operation.js';
import { removeAssignmentsOfRole } from './remove-assignments.js';

/** What is kept of a role that a tenant made. */
export type CustomRole = Omit<RoleDefinition, 'id'> & { readonly version?: string };

/** A role as it can be asked for: built in, or the tenant's own. */
export type KnownRole = RoleDefinition & { readonly version?: string };

/** What somebody says of a role of the tenant's own. */
export interface CustomRoleDraft {
  readonly displayName: string;
  readonly description: string;
  readonly isEnabled: boolean;
  readonly version?: string;
  readonly rolePermissions: readonly RolePermission[];
}

/** Roles that a tenant makes (Microsoft Entra service limits: 100 custom roles). */
const customRoles: DocumentKind<CustomRole> = {
  name: 'role-definition',
  limit: 100,
  nameOf: ({ displayName }) => displayName,
};

/** Every role: the built-in ones, and those that the tenant made, by the time of their making. */
export function listRoles(): DirectoryOperation<readonly KnownRole[]> {
  return async (work) => [...builtInRoles, ...(await listDocuments(customRoles)(work)).map(roleOf)];
}

/** One role, whoever made it. @param id a GUID in lower case */
export function findRole(id: string): DirectoryOperation<KnownRole | undefined> {
  return async (work) => {
    const builtIn = builtInRole(id);
    if (builtIn !== undefined) return builtIn;
    const document = await findDocument(customRoles, id)(work);
    return document && roleOf(document);
  };
}

/** Makes a role, whose name and template id no other role has. */
export function createRole(
  draft: CustomRoleDraft & { readonly templateId?: string },
): DirectoryOperation<KnownRole | DirectoryRefusal> {
  return async (work) => {
    const id = work.ids.guid();
    const { templateId = id, ...said } = draft;
    const role = { id, templateId, ...judged(said) };
    const fault = customRoleFault(role.rolePermissions);
    if (fault !== undefined) return refused('invalid', { ...fault });
    const taken = (await nameTaken(work, role)) ?? (await templateTaken(work, role));
    if (taken !== undefined) return taken;
    const { id: _id, ...body } = role;
    const made = await createDocument(customRoles, { id, body })(work);
    return isRefused(made) ? made : roleOf(made);
  };
}

/** Changes a role that the tenant made, as `change` says of the role as stored; built-in roles stay as they are. */
export function changeRole(
  id: string,
  change: (before: KnownRole) => CustomRoleDraft | DirectoryRefusal,
): DirectoryOperation<KnownRole | DirectoryRefusal> {
  return async (work) => {
    if (builtInRole(id) !== undefined) return immutable();
    const changed = await changeDocument(customRoles, id, (before) => {
      const said = change(roleOf(before));
      if (isRefused(said)) return said;
      const fault = customRoleFault(said.rolePermissions);
      return fault === undefined
        ? { templateId: before.body.templateId, ...judged(said) }
        : refused('invalid', { ...fault });
    })(work);
    if (isRefused(changed)) return changed;
    const role = roleOf(changed);
    return (await nameTaken(work, role)) ?? role;
  };
}

/** Removes a role that the tenant made, and takes it back from everybody who holds it. */
export function removeRole(
  id: string,
  check: (role: KnownRole) => DirectoryRefusal | undefined = () => undefined,
): DirectoryOperation<KnownRole | DirectoryRefusal> {
  return async (work) => {
    if (builtInRole(id) !== undefined) return immutable();
    const removed = await deleteDocument(customRoles, id, async (_work, document) => check(roleOf(document)))(work);
    if (isRefused(removed)) return removed;
    await removeAssignmentsOfRole(work, id);
    return roleOf(removed);
  };
}

function roleOf({ id, body }: StoredDocument<CustomRole>): KnownRole {
  return { ...body, id };
}

function judged(said: CustomRoleDraft): Omit<CustomRole, 'templateId'> {
  const actions = said.rolePermissions.flatMap(({ allowedResourceActions }) => allowedResourceActions);
  return { ...said, isBuiltIn: false, isPrivileged: actions.some(isPrivilegedAction), inheritsPermissionsFrom: [] };
}

async function nameTaken(work: DirectoryWork, role: KnownRole): Promise<DirectoryRefusal | undefined> {
  const others = (await listRoles()(work)).filter(({ id }) => id !== role.id);
  const name = foldText(role.displayName);
  const isTaken = others.some(({ displayName }) => foldText(displayName) === name);
  return isTaken ? refused('taken', { property: 'displayName' }) : undefined;
}

async function templateTaken(work: DirectoryWork, role: KnownRole): Promise<DirectoryRefusal | undefined> {
  const others = await listRoles()(work);
  const isTaken = others.some(({ id, templateId }) => [id, templateId].includes(role.templateId));
  return isTaken ? refused('taken', { property: 'templateId' }) : undefined;
}

function immutable(): DirectoryRefusal {
  return refused('not_possible', { detail: 'a built-in role can be neither changed nor deleted' });
}
