import type { AppId } from '@gatehouse/model';
import { z } from 'zod';
import { guid, list, maybe, name, strict, text } from './strict.js';

/** Delegated permissions, by appIds and a user principal name. */
export const grantSchema = strict({
  client: guid<AppId>(),
  resource: guid<AppId>(),
  scope: name,
  consentType: z.enum(['AllPrincipals', 'Principal']),
  principal: maybe(name),
});
export type SeedGrant = z.output<typeof grantSchema>;

/** An app role given to somebody. */
export const assignmentSchema = strict({
  /** A user principal name, a group's display name or an appId. */
  principal: name,
  resource: guid<AppId>(),
  /** The value or id of an app role; absent for plain access. */
  role: maybe(text),
});

/** A directory role given to some, in the whole tenant or a part of it. */
export const directoryRoleSchema = strict({
  /** The name or template id of a built-in role, or the name or id of one that the tenant made. */
  role: name,
  /** User principal names, display names of groups, appIds. */
  members: list(name),
  /** The display name of an administrative unit, or an appId. */
  scope: maybe(name),
});
export type SeedDirectoryRole = z.output<typeof directoryRoleSchema>;
