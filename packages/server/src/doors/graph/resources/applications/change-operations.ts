import type { Application, ApplicationId, OwnerId } from '@gatehouse/model';
import { admitsPersonalAccounts } from '@gatehouse/policy';
import {
  type ApplicationDraft,
  blankApplication,
  changeApplication,
  createApplication,
  deleteObject,
  type DirectoryOperation,
  type DirectoryRefusal,
  findApplication,
  isRefused,
  type NewSecret,
  newClientSecret,
  refused,
} from '../../../../directory/index.js';
import { applicationType } from '../../entities/application.js';
import { withApplicationValues } from '../../entities/application-changes.js';
import {
  type PasswordCredentialBody,
  passwordCredentialEntity,
  secretWishes,
} from '../../entities/application-credentials.js';
import type { GraphError } from '../../graph-error.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { idOfReference } from '../../operations/relation-operations.js';
import { created, deleteEntity, type PreparedChange, updateEntity } from '../../operations/write-entities.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult } from '../../resource.js';
import { noOpenProperty, type ReadBody, readBody } from '../../schema/index.js';
import { createAccess, deleteAccess, updateAccess } from './application-access.js';

/** How applications are made, changed and removed. */
export function changeOperations(set: EntitySet<Application>): readonly GraphOperation[] {
  return [
    {
      method: 'POST',
      path: '/applications',
      summary: 'Register an application',
      access: { ...createAccess, target: { kind: 'new' } },
      describes: { answer: applicationType, body: applicationType },
      run: (call) => register(set, call),
    },
    updateEntity(set, { summary: 'Update an application', access: updateAccess, prepare: prepareUpdate }),
    deleteEntity(set, {
      summary: 'Delete an application and its service principal',
      access: deleteAccess,
      prepare: (id, check) => deleteObject('application', id, (stored) => check(stored as Application)),
    }),
  ];
}

async function register(set: EntitySet<Application>, call: GraphCall): Promise<GraphResult> {
  const openProperty = set.openProperty?.(call) ?? noOpenProperty;
  const body = readBody(applicationType, call.body, 'create', { binds: ['owners'], openProperty });
  if (body.kind === 'error') return body;
  const owners = ownersOf(body, call);
  if ('kind' in owners) return owners;
  const secrets = newSecrets(body, call);
  if ('kind' in secrets) return refusalError(secrets, 'Application');
  const draft = draftOf(body, owners, secrets, call);
  const application = isRefused(draft) ? draft : await call.perform(registerAndRead(draft));
  if (isRefused(application)) return refusalError(application, 'Application');
  const answer = await created(set, application, call);
  return answer.kind === 'entity' ? { ...answer, entity: telling(answer.entity, secrets) } : answer;
}

/** As the store gives it back, so that its tag is the one that it is read with. */
function registerAndRead(draft: ApplicationDraft): DirectoryOperation<Application | DirectoryRefusal> {
  return async (work) => {
    const made = await createApplication(draft)(work);
    return isRefused(made) ? made : ((await findApplication(made.id)(work)) ?? made);
  };
}

function draftOf(
  { values }: ReadBody,
  owners: readonly OwnerId[],
  secrets: readonly NewSecret[],
  { caller, door }: GraphCall,
): ApplicationDraft | DirectoryRefusal {
  const { passwordCredentials: _wished, ...given } = values;
  const { principal } = caller;
  const blank: ApplicationDraft = {
    ...blankApplication,
    displayName: '',
    owners,
    passwordCredentials: secrets.map(({ credential }) => credential),
    // Until a version is asked for, there is none.
    properties: { createdByAppId: principal.appId, api: { requestedAccessTokenVersion: null } },
  };
  const draft = withApplicationValues(blank, given, door.ids);
  if (isRefused(draft)) return draft;
  const version = (given.api as { readonly requestedAccessTokenVersion?: number | null } | undefined)
    ?.requestedAccessTokenVersion;
  // Microsoft identity platform documentation: validation differences by supported account types.
  return version === undefined && admitsPersonalAccounts(draft.signInAudience)
    ? { ...draft, api: { ...draft.api, requestedAccessTokenVersion: 2 } }
    : draft;
}

/** Those that the body names; and whoever registers what others may not is the first (Microsoft Entra documentation: default user permissions). */
function ownersOf({ binds }: ReadBody, { createsAsOwner, caller }: GraphCall): readonly OwnerId[] | GraphError {
  const given = binds.owners ?? [];
  const ids = given.map((reference) => idOfReference(reference));
  const odd = ids.indexOf(undefined);
  if (odd >= 0) return notFound(given[odd] ?? '');
  return [...new Set([...ids, ...(createsAsOwner ? [caller.principal.oid] : [])])] as OwnerId[];
}

/** Secrets wished for with a new application (Microsoft Graph documentation: create application, example 2). */
function newSecrets({ values }: ReadBody, { door }: GraphCall): readonly NewSecret[] | DirectoryRefusal {
  const wished = (values.passwordCredentials ?? []) as readonly PasswordCredentialBody[];
  if (wished.some(({ secretText, keyId }) => (secretText ?? keyId ?? null) !== null)) {
    return refused('not_possible', { detail: 'new password credentials must be generated with service actions' });
  }
  return wished.map((wish) => newClientSecret({ ids: door.ids, now: door.clock.now() }, secretWishes(wish)));
}

/** The answer to the making tells each secret, once. */
function telling<Entity extends { readonly values: GraphEntity }>(entity: Entity, secrets: readonly NewSecret[]) {
  const passwordCredentials = secrets.map(({ credential, secretText }) =>
    passwordCredentialEntity(credential, secretText),
  );
  return { ...entity, values: { ...entity.values, passwordCredentials } };
}

function prepareUpdate(
  id: string,
  { values }: ReadBody,
  check: (stored: Application) => DirectoryRefusal | undefined,
  { door }: GraphCall,
): PreparedChange<Application> {
  return changeApplication(
    id as ApplicationId,
    (before) => check(before) ?? withApplicationValues(before, values, door.ids),
  );
}
