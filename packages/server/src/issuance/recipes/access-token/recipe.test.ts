import type { GrantFamilyId } from '@gatehouse/model';
import { createLocalJWKSet, decodeProtectedHeader, type JWK, type JWTPayload, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  daemonAdmitted,
  now,
  openRecipeBench,
  personAdmitted,
  type RecipeBench,
  resource,
  session,
  tenant,
  user,
} from '../../admitted.fixture.js';
import { accessToken } from './recipe.js';

let bench: RecipeBench;
beforeAll(async () => {
  bench = await openRecipeBench();
});
afterAll(() => bench.close());

const family = '80000000-0000-4000-8000-000000000001' as GrantFamilyId;
const seconds = now / 1000;

async function verify(token: string): Promise<JWTPayload> {
  const keys = createLocalJWKSet({ keys: (await bench.keys.published(tenant)).map((key) => ({ ...key }) as JWK) });
  return (await jwtVerify(token, keys, { currentDate: new Date(now) })).payload;
}

describe('an access token', () => {
  it('of version 2 for a person names the API by its client id and carries exactly the granted scopes', async () => {
    const options = { family, clientAuthentication: 'none', session } as const;
    const grant = { scopes: ['Orders.Read', 'Orders.Write'], roles: ['Approver'] };
    const issued = await accessToken(options).make(personAdmitted(grant, resource(2)), bench);
    const claims = await verify(issued.token);
    expect(claims).toEqual({
      iss: `https://login.example/${tenant}/v2.0`,
      aud: '30000000-0000-4000-8000-000000000002',
      ver: '2.0',
      azp: '30000000-0000-4000-8000-000000000001',
      azpacr: '0',
      iat: seconds,
      nbf: seconds - 300,
      exp: seconds + issued.expiresIn,
      tid: tenant,
      uti: expect.stringMatching(/^[\w-]{22}$/),
      rh: family,
      roles: ['Approver'],
      oid: user.id,
      sub: expect.stringMatching(/^[\w-]{43}$/),
      scp: 'Orders.Read Orders.Write',
      name: 'Avery Example',
      preferred_username: 'avery@contoso.example',
      sid: session,
    });
    expect(decodeProtectedHeader(issued.token)).toEqual({ typ: 'JWT', alg: 'RS256', kid: expect.any(String) });
  });

  it('of version 1 repeats the name by which the API was asked for, and carries x5t', async () => {
    const options = { family, clientAuthentication: 'secret' } as const;
    const issued = await accessToken(options).make(personAdmitted({ scopes: ['Orders.Read'] }, resource(1)), bench);
    const header = decodeProtectedHeader(issued.token);
    expect(header.x5t).toBe(header.kid);
    expect(await verify(issued.token)).toMatchObject({
      iss: `https://login.example/${tenant}/`,
      aud: 'api://orders',
      ver: '1.0',
      appid: '30000000-0000-4000-8000-000000000001',
      appidacr: '1',
      amr: ['pwd'],
      upn: 'avery@contoso.example',
      unique_name: 'avery@contoso.example',
    });
  });

  it('of an application has no scopes, no names, and says that it is one', async () => {
    const options = { family: null, clientAuthentication: 'certificate' } as const;
    const issued = await accessToken(options).make(daemonAdmitted(['Orders.Read.All'], resource(2)), bench);
    const claims = await verify(issued.token);
    expect(Object.keys(claims).sort()).toEqual(
      ['aud', 'azp', 'azpacr', 'exp', 'iat', 'idtyp', 'iss', 'nbf', 'oid', 'roles', 'sub', 'tid', 'uti', 'ver'].sort(),
    );
    expect(claims).toMatchObject({ idtyp: 'app', oid: claims.sub, azpacr: '2', roles: ['Orders.Read.All'] });
  });

  it('lives between 60 and 90 minutes, not always the same', async () => {
    const options = { family: null, clientAuthentication: 'secret' } as const;
    const made = await Promise.all(
      Array.from({ length: 40 }, () => accessToken(options).make(daemonAdmitted([], resource(2)), bench)),
    );
    const lifetimes = made.map((issued) => issued.expiresIn);
    expect(Math.min(...lifetimes)).toBeGreaterThanOrEqual(3600);
    expect(Math.max(...lifetimes)).toBeLessThanOrEqual(5400);
    expect(new Set(lifetimes).size).toBeGreaterThan(1);
  });

  it('is signed with the algorithm that the resource chose', async () => {
    const options = { family: null, clientAuthentication: 'secret' } as const;
    const issued = await accessToken(options).make(daemonAdmitted([], resource(2, 'ES256')), bench);
    expect(decodeProtectedHeader(issued.token).alg).toBe('ES256');
    await expect(verify(issued.token)).resolves.toMatchObject({ idtyp: 'app' });
  });
});
