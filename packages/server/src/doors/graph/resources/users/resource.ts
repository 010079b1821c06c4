import type { User, UserId } from '@gatehouse/model';
import { passwordFault } from '@gatehouse/policy';
import {
  changeUser,
  createUser,
  deleteObject,
  type DirectoryRefusal,
  findUser,
  followedBy,
  isRefused,
  passwordFacts,
  refused,
  revokeSignInSessions,
  type UserDraft,
} from '../../../../directory/index.js';
import { expandAssignmentsOr, withAssignments } from '../../entities/expand-assignments.js';
import { securityAttributesDenied } from '../../entities/security-attributes.js';
import { userType, withUserValues } from '../../entities/user.js';
import { userSet } from '../../entities/user-set.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { deltaOperation } from '../../operations/delta.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { countEntities, getEntity, listEntities } from '../../operations/read-entities.js';
import {
  action,
  createEntity,
  deleteEntity,
  type PreparedChange,
  updateEntity,
} from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphResource } from '../../resource.js';
import type { ReadBody } from '../../schema/index.js';
import { createAccess, deleteAccess, listAccess, readAccess, revokeAccess, updateAccess } from './user-access.js';

const set: EntitySet<User> = {
  ...userSet,
  expandable: withAssignments,
  expand: expandAssignmentsOr('users', {
    directReports: 'direct reports',
    manager: 'manager',
    memberOf: 'member of',
    ownedDevices: 'owned devices',
    ownedObjects: 'owned objects',
    registeredDevices: 'registered devices',
    transitiveMemberOf: 'transitive member of',
  }),
};

/** `/users`, and `/me` for the person behind the call (Microsoft Graph documentation: user). */
export const users: GraphResource = {
  name: 'users',
  types: [userType],
  sets: { users: 'user' },
  singletons: { me: 'user' },
  operations: [
    listEntities(set, { summary: 'List users', access: listAccess }),
    countEntities(set, { summary: 'Count users', access: listAccess }),
    deltaOperation(set, { summary: 'Get users that changed', access: listAccess, nouns: ['user'] }),
    getEntity(set, { summary: 'Get a user', access: readAccess, me: true }),
    createEntity(set, { summary: 'Create a user', access: createAccess, prepare: prepareCreate }),
    updateEntity(set, { summary: 'Update a user', access: updateAccess, me: true, prepare: prepareUpdate }),
    deleteEntity(set, {
      summary: 'Delete a user',
      access: deleteAccess,
      prepare: (id, check) => deleteObject('user', id, (stored) => check(stored as User)),
    }),
    ...['revokeSignInSessions', 'invalidateAllRefreshTokens'].map((name) =>
      action({
        path: `/users/:user/${name}`,
        summary: 'End every session and refresh token of a user',
        access: { ...revokeAccess, target: { kind: 'object', place: 'user' } },
        me: true,
        run: async (_parameters, call) => {
          const outcome = await call.perform(revokeSignInSessions(call.params.user as UserId));
          if (isRefused(outcome)) return refusalError(outcome, 'User');
          return { kind: 'value', context: 'Edm.Boolean', value: true };
        },
      }),
    ),
  ],
};

async function prepareCreate({ values }: ReadBody, call: GraphCall): Promise<PreparedChange<User>> {
  const { passwordProfile } = values as { readonly passwordProfile?: { readonly password?: string } | null };
  const { userPrincipalName } = values as { readonly userPrincipalName: string };
  const password = passwordProfile?.password;
  if (password === undefined) return missing('passwordProfile');
  if (values.mailNickname === undefined || values.mailNickname === null) return missing('mailNickname');
  const denied = await securityAttributesDenied('users', null, values, call);
  if (denied !== undefined) return denied;
  const phc = await hashed(password, values, call);
  if (typeof phc !== 'string') return phc;
  const blank: UserDraft = {
    userPrincipalName,
    displayName: '',
    businessPhones: [],
    userType: 'Member',
    accountEnabled: true,
  };
  const draft = withUserValues(blank, values);
  const fault = valueFault(draft);
  return fault ?? followedBy(createUser(draft), (user) => call.door.passwords.set(user.id, phc));
}

async function prepareUpdate(
  id: string,
  { values }: ReadBody,
  check: (stored: User) => DirectoryRefusal | undefined,
  call: GraphCall,
): Promise<PreparedChange<User>> {
  const { password } = (values.passwordProfile ?? {}) as { readonly password?: string };
  const denied = await securityAttributesDenied('users', id, values, call);
  if (denied !== undefined) return denied;
  const change = changeUser(id as UserId, (before) => {
    const refusal = check(before);
    if (refusal !== undefined) return refusal;
    const after = withUserValues(before, values);
    // Entra's own: disabling an account ends its sessions (Microsoft Entra documentation: revoke user access).
    const disabled = before.accountEnabled && !after.accountEnabled;
    const ended = disabled ? { ...after, signInSessionsValidFrom: call.door.clock.now() } : after;
    return valueRefusal(ended) ?? ended;
  });
  if (password === undefined) return change;
  const stored = await call.perform(findUser(id));
  const phc = await hashed(password, { ...stored, ...(values as Partial<User>) }, call);
  return typeof phc === 'string' ? followedBy(change, (user) => call.door.passwords.set(user.id, phc)) : phc;
}

async function hashed(password: string, user: Partial<User>, call: GraphCall): Promise<string | GraphError> {
  const { door, configuration } = call;
  const fault = passwordFault(password, passwordFacts(user, configuration));
  if (fault !== undefined) {
    const sentence =
      'The specified password does not comply with password complexity requirements. Please provide a different password.';
    return graphError(400, 'Request_BadRequest', sentence);
  }
  const phc = await door.passwords.hash(password);
  return (
    phc ?? graphError(503, 'ServiceNotAvailable', 'The service is temporarily unavailable.', { 'retry-after': '1' })
  );
}

/** Values that no type tells apart (Microsoft Graph documentation: user resource type). */
function valueRefusal({ userType: kind, usageLocation }: Partial<User>): DirectoryRefusal | undefined {
  if (kind !== undefined && !['Member', 'Guest'].includes(kind)) return refused('invalid', { property: 'userType' });
  if (usageLocation !== undefined && !/^[A-Z]{2}$/.test(usageLocation)) {
    return refused('invalid', { property: 'usageLocation', detail: 'a country is told by two capital letters' });
  }
  return undefined;
}

function valueFault(draft: Partial<User>): GraphError | undefined {
  const refusal = valueRefusal(draft);
  return refusal && refusalError(refusal, 'User');
}

function missing(property: string): GraphError {
  return graphError(400, 'Request_BadRequest', `A value is required for property '${property}' of resource 'User'.`);
}
