import type { Application, ApplicationId, KeyCredential, PasswordCredential } from '@gatehouse/model';
import { type DirectoryOperation, type DirectoryRefusal, refused } from '../operation.js';
import { changeApplication } from './change-applications.js';

/** Gives an application a secret that was just made. */
export function addApplicationPassword(
  id: ApplicationId,
  credential: PasswordCredential,
): DirectoryOperation<Application | DirectoryRefusal> {
  return changeApplication(id, (before) => ({
    ...before,
    passwordCredentials: [...before.passwordCredentials, credential],
  }));
}

/** Takes a secret from an application; tokens that were given for it stay valid until they end. */
export function removeApplicationPassword(
  id: ApplicationId,
  keyId: string,
): DirectoryOperation<Application | DirectoryRefusal> {
  return changeApplication(id, (before) => {
    const passwordCredentials = before.passwordCredentials.filter((one) => one.keyId !== keyId);
    const isFewer = passwordCredentials.length < before.passwordCredentials.length;
    return isFewer ? { ...before, passwordCredentials } : refused('reference_not_found', { value: keyId });
  });
}

/**
 * Gives an application a certificate.
 * @param provenBy the key by which the caller proved to act for the application; it must still be there.
 */
export function addApplicationKey(
  id: ApplicationId,
  credential: KeyCredential,
  provenBy: string,
): DirectoryOperation<Application | DirectoryRefusal> {
  return changeApplication(id, (before) =>
    isThere(before, provenBy)
      ? { ...before, keyCredentials: [...before.keyCredentials, credential] }
      : refused('stale'),
  );
}

/** Takes a certificate from an application. */
export function removeApplicationKey(
  id: ApplicationId,
  keyId: string,
  provenBy: string,
): DirectoryOperation<Application | DirectoryRefusal> {
  return changeApplication(id, (before) => {
    if (!isThere(before, provenBy)) return refused('stale');
    if (!isThere(before, keyId)) return refused('reference_not_found', { value: keyId });
    return { ...before, keyCredentials: before.keyCredentials.filter((one) => one.keyId !== keyId) };
  });
}

function isThere({ keyCredentials }: Application, keyId: string): boolean {
  return keyCredentials.some((one) => one.keyId === keyId);
}
