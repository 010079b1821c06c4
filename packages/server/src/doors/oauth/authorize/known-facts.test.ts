import type { AppId, Application, Tenant, TenantId } from '@gatehouse/model';
import { describe, expect, test } from 'vitest';
import type { Authority } from '../authority/resolve-authority.js';
import { lookUp } from './known-facts.js';
import { parseAuthorization } from './request.js';

const clientId = 'cccccccc-0000-4000-8000-000000000001' as AppId;
const contoso = '11111111-1111-4111-8111-111111111111' as TenantId;
const atContoso: Authority = { kind: 'tenant', tenant: { id: contoso } as Tenant, spelled: contoso };

interface Registered {
  readonly web?: readonly string[];
  readonly spa?: readonly string[];
  readonly publicClient?: readonly string[];
}

async function platformOf(registered: Registered, redirectUri: string): Promise<string | undefined> {
  const application = {
    appId: clientId,
    tenant: contoso,
    web: { redirectUris: registered.web ?? [] },
    spa: { redirectUris: registered.spa ?? [] },
    publicClient: { redirectUris: registered.publicClient ?? [] },
  } as unknown as Application;
  const directory = { application: async () => application, configuration: async () => undefined };
  const text = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri }).toString();
  return (await lookUp(directory, atContoso, parseAuthorization(text, false))).platform;
}

describe('the platform of a redirect URI', () => {
  const local = { web: ['http://localhost:7000'], spa: ['http://localhost:5173'] };
  test.each<[string, Registered, string, string | undefined]>([
    ['the port that is registered decides', local, 'http://localhost:5173', 'spa'],
    ['another port on loopback is of the strictest section', local, 'http://localhost:9999', 'spa'],
    ['the missing path of the right port equals a slash', local, 'http://localhost:7000/', 'web'],
    [
      'a native application listens on any port',
      { publicClient: ['http://localhost'] },
      'http://localhost:1',
      'publicClient',
    ],
    [
      'one that stands in several sections is of the strictest',
      { web: ['https://a.example/'], spa: ['https://a.example/'] },
      'https://a.example/',
      'spa',
    ],
    ['one that stands nowhere is of none', local, 'http://localhost:7000/callback', undefined],
  ])('%s', async (_, registered, redirectUri, expected) => {
    expect(await platformOf(registered, redirectUri)).toBe(expected);
  });

  test.each(['spa', 'publicClient'] as const)(
    'ATTACK client type confusion: a confidential loopback URI is not of the section %s because of its port relief',
    async (other) => {
      const registered = { web: ['http://localhost:7000'], [other]: ['http://localhost:5173', 'http://localhost'] };
      expect(await platformOf(registered, 'http://localhost:7000')).toBe('web');
    },
  );
});
