import type { AppId, Application } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { ClientType } from '../grants/grant.js';
import { clientTypeFault } from './client-type.js';

const appId = '11111111-aaaa-4000-8000-000000000001' as AppId;
const registered = {
  appId,
  isFallbackPublicClient: false,
  passwordCredentials: [],
  keyCredentials: [],
  federatedIdentityCredentials: [],
  spa: { redirectUris: ['https://app.example/cb', 'http://localhost:5173/'] },
} as unknown as Application;
const publicClient: Application = { ...registered, isFallbackPublicClient: true };
const withSecret: Application = {
  ...publicClient,
  passwordCredentials: [{} as Application['passwordCredentials'][number]],
};

type Row = [
  type: ClientType,
  credential: 'none' | 'secret' | 'assertion',
  origin: string | undefined,
  application: Application,
  expected: number | undefined,
];

describe('how a client shows itself', () => {
  it.each<Row>([
    ['confidential', 'secret', undefined, registered, undefined],
    ['confidential', 'assertion', undefined, registered, undefined],
    ['confidential', 'none', undefined, registered, 7000218],
    ['confidential', 'none', undefined, publicClient, 7000218],
    ['confidential', 'secret', 'https://app.example', registered, 9002326],
    ['public', 'none', undefined, registered, undefined],
    ['public', 'secret', undefined, registered, 700025],
    ['public', 'assertion', undefined, registered, 700025],
    ['public', 'none', 'https://app.example', registered, 9002326],
    ['spa', 'none', 'https://app.example', registered, undefined],
    ['spa', 'none', 'http://localhost:3000', registered, undefined],
    ['spa', 'none', undefined, registered, 9002327],
    ['spa', 'none', 'https://evil.example', registered, 9002326],
    ['spa', 'none', 'https://app.example.evil.example', registered, 9002326],
    ['spa', 'none', 'null', registered, 9002326],
    ['spa', 'none', 'https://app.example', { ...registered, spa: { redirectUris: [] } }, 9002326],
    ['spa', 'secret', 'https://app.example', registered, 700025],
    ['by_registration', 'none', undefined, publicClient, undefined],
    ['by_registration', 'none', undefined, registered, 7000218],
    ['by_registration', 'secret', undefined, registered, undefined],
    ['by_registration', 'secret', undefined, publicClient, 700025],
    ['by_registration', 'secret', undefined, withSecret, undefined],
    ['by_registration', 'none', undefined, withSecret, undefined],
    ['by_registration', 'none', 'https://app.example', publicClient, 9002326],
  ])('%s with %s from origin %s', (type, credential, origin, application, expected) => {
    expect(clientTypeFault(type, application, credential, origin)?.code).toBe(expected);
  });
});
