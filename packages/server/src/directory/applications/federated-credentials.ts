import type { Application, ApplicationId, CredentialId, FederatedIdentityCredential } from '@gatehouse/model';
import { federatedCredentialProblems } from '@gatehouse/policy';
import { type DirectoryOperation, type DirectoryRefusal, isRefused, refused } from '../operation.js';
import { changeApplication } from './change-applications.js';

/** A federated credential to be made. */
export type FederatedCredentialDraft = Omit<FederatedIdentityCredential, 'id'>;

/** The most federated credentials an application may have (Microsoft Graph documentation: federatedIdentityCredential). */
const mostFederatedCredentials = 20;

type Credentials = readonly FederatedIdentityCredential[];

/** Makes a federated credential of an application. @returns the credential */
export function createFederatedCredential(
  application: ApplicationId,
  draft: FederatedCredentialDraft,
): DirectoryOperation<FederatedIdentityCredential | DirectoryRefusal> {
  return async (work) => {
    const made: FederatedIdentityCredential = { ...draft, id: work.ids.guid<CredentialId>() };
    const changed = await changeCredentials(application, (before) => {
      if (before.length >= mostFederatedCredentials) {
        return refused('too_many', { property: 'federatedIdentityCredentials', detail: `${mostFederatedCredentials}` });
      }
      return credentialObjection(made, before) ?? [...before, made];
    })(work);
    return isRefused(changed) ? changed : made;
  };
}

/**
 * Changes a federated credential as `change` says of it as stored.
 * @param key its id or its name.
 */
export function changeFederatedCredential(
  application: ApplicationId,
  key: string,
  change: (before: FederatedIdentityCredential) => FederatedIdentityCredential | DirectoryRefusal,
): DirectoryOperation<Application | DirectoryRefusal> {
  return changeCredentials(application, (all) => {
    const before = federatedCredentialOf(all, key);
    if (before === undefined) return refused('not_found', { value: key });
    const after = change(before);
    if (isRefused(after)) return after;
    if (after.name !== before.name) return refused('immutable', { property: 'name' });
    const others = all.filter(({ id }) => id !== before.id);
    return credentialObjection(after, others) ?? all.map((one) => (one.id === before.id ? after : one));
  });
}

/** Removes a federated credential. @param key its id or its name */
export function removeFederatedCredential(
  application: ApplicationId,
  key: string,
): DirectoryOperation<Application | DirectoryRefusal> {
  return changeCredentials(application, (all) => {
    const gone = federatedCredentialOf(all, key);
    return gone === undefined ? refused('not_found', { value: key }) : all.filter(({ id }) => id !== gone.id);
  });
}

/** The credential that an id or, as its alternate key, a name means. Ids come first. */
export function federatedCredentialOf(all: Credentials, key: string): FederatedIdentityCredential | undefined {
  return all.find(({ id }) => id === key.toLowerCase()) ?? all.find(({ name }) => name === key);
}

function changeCredentials(
  application: ApplicationId,
  change: (all: Credentials) => Credentials | DirectoryRefusal,
): DirectoryOperation<Application | DirectoryRefusal> {
  return changeApplication(application, (before) => {
    const after = change(before.federatedIdentityCredentials);
    return isRefused(after) ? after : { ...before, federatedIdentityCredentials: after };
  });
}

/** The rules of one credential among others, told of its own properties. */
function credentialObjection(one: FederatedIdentityCredential, others: Credentials): DirectoryRefusal | undefined {
  if (others.some(({ name }) => name === one.name)) return refused('taken', { property: 'name' });
  if (others.some(({ issuer, subject }) => issuer === one.issuer && subject === one.subject)) {
    return refused('taken', { property: 'issuer and subject' });
  }
  const [problem] = federatedCredentialProblems([one]);
  if (problem === undefined) return undefined;
  return refused('invalid', { property: problem.path.replace(/^[^.]*\./, ''), detail: problem.reason });
}
