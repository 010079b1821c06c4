import type { Application } from '@gatehouse/model';
import type { Problem } from './problem.js';

/**
 * The rules of settings that are kept as they were written and name something else of the same application (Microsoft Graph
 * documentation: application resource type).
 */
export function furtherSettingProblems(
  application: Pick<Application, 'properties' | 'web' | 'spa' | 'publicClient' | 'keyCredentials'>,
): Problem[] {
  const { properties = {}, web, spa, publicClient, keyCredentials } = application;
  const { defaultRedirectUri, tokenEncryptionKeyId } = properties;
  const redirectUris = [...web.redirectUris, ...spa.redirectUris, ...publicClient.redirectUris];
  const isRegistered = defaultRedirectUri === undefined || redirectUris.some((uri) => uri === defaultRedirectUri);
  const hasKey =
    tokenEncryptionKeyId === undefined ||
    keyCredentials.some(({ keyId, usage }) => keyId === tokenEncryptionKeyId && usage === 'Encrypt');
  return [
    ...(isRegistered
      ? []
      : [{ path: 'defaultRedirectUri', reason: 'must be one of the redirect URIs of the application' }]),
    ...(hasKey
      ? []
      : [{ path: 'tokenEncryptionKeyId', reason: 'must be the keyId of a key credential with the usage `Encrypt`' }]),
  ];
}
