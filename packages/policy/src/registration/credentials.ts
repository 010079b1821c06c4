import type { Application, FederatedIdentityCredential, KeyCredential, PasswordCredential } from '@gatehouse/model';
import { everyAudience, limitsByAudience } from './limits.data.js';
import { duplicateProblems, lengthProblems, type Problem } from './problem.js';

/** The rules of secrets, certificates and federated credentials of one application. */
export function credentialProblems(
  application: Pick<
    Application,
    'signInAudience' | 'passwordCredentials' | 'keyCredentials' | 'federatedIdentityCredentials'
  >,
): Problem[] {
  const { passwordCredentials, keyCredentials, federatedIdentityCredentials } = application;
  const most = limitsByAudience[application.signInAudience].passwordCredentials;
  return [
    ...lifetimeProblems(passwordCredentials, 'passwordCredentials'),
    ...(passwordCredentials.length > most
      ? [{ path: 'passwordCredentials', reason: `must not be more than ${most} for this audience` }]
      : []),
    ...lifetimeProblems(keyCredentials, 'keyCredentials'),
    ...federatedCredentialProblems(federatedIdentityCredentials),
  ];
}

/** The rules of credentials that applications and service principals have in common. */
export function lifetimeProblems(
  credentials: readonly (PasswordCredential | KeyCredential)[],
  path: string,
): Problem[] {
  return [
    ...duplicateProblems(
      credentials.map((credential) => credential.keyId),
      (index) => `${path}[${index}].keyId`,
      'the keyId',
    ),
    ...credentials.flatMap((credential, index) =>
      credential.endAt > credential.startAt
        ? []
        : [{ path: `${path}[${index}].endDateTime`, reason: 'must be later than `startDateTime`' }],
    ),
  ];
}

/** Microsoft identity platform documentation: important considerations and restrictions for federated identity credentials. */
export function federatedCredentialProblems(credentials: readonly FederatedIdentityCredential[]): Problem[] {
  const path = 'federatedIdentityCredentials';
  return [
    ...credentials.flatMap((credential, index) => oneFederatedProblems(credential, `${path}[${index}]`)),
    ...duplicateProblems(
      credentials.map((credential) => credential.name),
      (index) => `${path}[${index}].name`,
      'the name',
    ),
    ...duplicateProblems(
      credentials.map((credential) => `${credential.issuer} ${credential.subject}`),
      (index) => `${path}[${index}].subject`,
      'the issuer and subject',
    ),
    ...(credentials.length > everyAudience.federatedCredentials
      ? [{ path, reason: `must not be more than ${everyAudience.federatedCredentials}` }]
      : []),
  ];
}

function oneFederatedProblems(credential: FederatedIdentityCredential, path: string): Problem[] {
  const most = everyAudience.federatedCredentialText;
  const audience = credential.audiences[0];
  return [
    ...lengthProblems(credential.name, `${path}.name`, everyAudience.federatedCredentialName, 1),
    ...(/^[\w.~-]*$/.test(credential.name)
      ? []
      : [{ path: `${path}.name`, reason: 'must have only letters, digits, `-`, `_`, `.` and `~`' }]),
    ...lengthProblems(credential.issuer, `${path}.issuer`, most),
    ...(/^https:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/.test(credential.issuer)
      ? []
      : [{ path: `${path}.issuer`, reason: 'must be an https URL without query or fragment' }]),
    ...lengthProblems(credential.subject, `${path}.subject`, most, 1),
    ...(audience === undefined || credential.audiences.length !== 1
      ? [{ path: `${path}.audiences`, reason: 'must hold exactly one audience' }]
      : lengthProblems(audience, `${path}.audiences[0]`, most, 1)),
    ...lengthProblems(credential.description ?? '', `${path}.description`, most),
  ];
}
