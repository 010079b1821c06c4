import type { CredentialId, KeyCredential, PasswordCredential } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { type InstanceLock, type LockableProperties, type LockedProperty, lockedProperty } from './instance-lock.js';

const key = (keyId: string, usage: KeyCredential['usage']): KeyCredential => ({
  keyId: keyId as CredentialId,
  usage,
  type: 'AsymmetricX509Cert',
  startAt: 0,
  endAt: 1,
  certificate: 'fake',
  thumbprintSha1: 'fake',
  thumbprintSha256: 'fake',
});
const secret = (keyId: string): PasswordCredential => ({
  keyId: keyId as CredentialId,
  startAt: 0,
  endAt: 1,
  hint: 'fak',
  digest: 'fake',
});
const before: LockableProperties = {
  keyCredentials: [key('v', 'Verify'), key('s', 'Sign')],
  passwordCredentials: [secret('p')],
};
const changes = {
  'a new certificate': { ...before, keyCredentials: [...before.keyCredentials, key('n', 'Verify')] },
  'a removed certificate': { ...before, keyCredentials: before.keyCredentials.slice(1) },
  'another certificate of the same id': {
    ...before,
    keyCredentials: [{ ...key('v', 'Verify'), certificate: 'other' }, key('s', 'Sign')],
  },
  'a new signing key': { ...before, keyCredentials: [...before.keyCredentials, key('n', 'Sign')] },
  'a new encryption key': { ...before, keyCredentials: [...before.keyCredentials, key('n', 'Encrypt')] },
  'a new secret': { ...before, passwordCredentials: [...before.passwordCredentials, secret('n')] },
  'a removed secret': { ...before, passwordCredentials: [] },
  'another token encryption key': { ...before, properties: { tokenEncryptionKeyId: 'k' } },
  'the same in another order': { ...before, keyCredentials: before.keyCredentials.toReversed() },
  'something else': { ...before, properties: { notes: 'x' } },
} satisfies Record<string, LockableProperties>;

const certificates = ['a new certificate', 'a removed certificate', 'another certificate of the same id'] as const;
const secrets = ['a new secret', 'a removed secret'] as const;

function locked(lock: InstanceLock | undefined): Record<string, LockedProperty> {
  return Object.fromEntries(
    Object.entries(changes).flatMap(([name, after]) => {
      const property = lockedProperty(lock, before, after);
      return property === undefined ? [] : [[name, property]];
    }),
  );
}
const each = <Name extends string>(names: readonly Name[], property: LockedProperty) =>
  Object.fromEntries(names.map((name) => [name, property]));

describe('the lock of an application on its service principals', () => {
  it('locks nothing where it is absent or off', () => {
    expect(locked(undefined)).toEqual({});
    expect(locked({ isEnabled: false, allProperties: true })).toEqual({});
    expect(locked({ allProperties: true })).toEqual({});
    expect(locked({ isEnabled: true })).toEqual({});
  });

  it('locks every credential and the token encryption key with all properties', () => {
    expect(locked({ isEnabled: true, allProperties: true })).toEqual({
      ...each([...certificates, 'a new signing key', 'a new encryption key'], 'keyCredentials'),
      ...each(secrets, 'passwordCredentials'),
      'another token encryption key': 'tokenEncryptionKeyId',
    });
  });

  it('locks what its parts name', () => {
    expect(locked({ isEnabled: true, credentialsWithUsageSign: true })).toEqual({
      'a new signing key': 'keyCredentials',
    });
    expect(locked({ isEnabled: true, credentialsWithUsageVerify: true })).toEqual({
      ...each(certificates, 'keyCredentials'),
      ...each(secrets, 'passwordCredentials'),
    });
    expect(locked({ isEnabled: true, tokenEncryptionKeyId: true })).toEqual({
      'another token encryption key': 'tokenEncryptionKeyId',
    });
  });
});
