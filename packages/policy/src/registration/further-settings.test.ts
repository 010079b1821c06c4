import type { KeyCredential } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { application, native, numbered, spa, web } from './sample-application.fixture.js';
import { validateApplication } from './validate-application.js';

const facts = { verifiedDomains: [] };
const uri = 'https://app.contoso.example/cb';
const defaultsTo = (defaultRedirectUri: string) => ({ properties: { defaultRedirectUri } });
const key = (usage: KeyCredential['usage']): KeyCredential => ({
  keyId: numbered(1),
  usage,
  type: 'AsymmetricX509Cert',
  startAt: 0,
  endAt: 1,
  certificate: '',
  thumbprintSha1: '',
  thumbprintSha256: '',
});
const encryptsWith = (id: string, usage: KeyCredential['usage']) => ({
  keyCredentials: [key(usage)],
  properties: { tokenEncryptionKeyId: id },
});

describe('a setting that names another part of the application', () => {
  it.each([
    ['a default redirect URI of the web', { ...web(uri), ...defaultsTo(uri) }],
    ['a default redirect URI of a single-page application', { ...spa(uri), ...defaultsTo(uri) }],
    ['a default redirect URI of a public client', { ...native(uri), ...defaultsTo(uri) }],
    ['a key for encryption', encryptsWith(numbered(1), 'Encrypt')],
    ['nothing', { properties: {} }],
  ])('may be %s', (_title, change) => {
    expect(validateApplication(application(change), facts)).toEqual([]);
  });

  it.each([
    ['a default redirect URI that is not registered', { ...web(uri), ...defaultsTo(`${uri}/`) }, 'defaultRedirectUri'],
    ['a key that is not there', encryptsWith(numbered(2), 'Encrypt'), 'tokenEncryptionKeyId'],
    ['a key for another use', encryptsWith(numbered(1), 'Verify'), 'tokenEncryptionKeyId'],
  ])('cannot be %s', (_title, change, path) => {
    expect(validateApplication(application(change), facts)).toMatchObject([{ path }]);
  });
});
