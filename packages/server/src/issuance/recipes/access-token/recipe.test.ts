import { type Application, type GrantFamilyId, graphAppId } from '@gatehouse/model';
import { createLocalJWKSet, decodeProtectedHeader, type JWK, type JWTPayload, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  daemonAdmitted,
  groupIds,
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

  it('of a person without any scope carries no empty `scp`', async () => {
    const options = { family, clientAuthentication: 'none' } as const;
    const issued = await accessToken(options).make(personAdmitted({}, resource(2)), bench);
    expect(await verify(issued.token)).not.toHaveProperty('scp');
  });

  it('of Graph names every scope once, those of OpenID Connect first and without `offline_access`', async () => {
    const options = { family, clientAuthentication: 'none' } as const;
    const api = resource(1);
    const graph = { ...api, servicePrincipal: { ...api.servicePrincipal, appId: graphAppId } };
    const grant = { scopes: ['openid', 'User.Read', 'email'], openIdScopes: ['openid', 'profile', 'offline_access'] };
    const issued = await accessToken(options).make(personAdmitted(grant, graph), bench);
    expect((await verify(issued.token)).scp).toBe('openid profile User.Read email');
  });

  it.each<[setting: Application['groupMembershipClaims'][number], groups: unknown]>([
    ['SecurityGroup', [groupIds.assigned, groupIds.outer]],
    ['All', [groupIds.assigned, groupIds.mail, groupIds.outer]],
    ['ApplicationGroup', [groupIds.assigned]],
    ['DirectoryRole', undefined],
  ])('carries the groups that the resource asks for by %s', async (setting, groups) => {
    const options = { family, clientAuthentication: 'none' } as const;
    const api = resource(2, 'RS256', { groupMembershipClaims: [setting] });
    const issued = await accessToken(options).make(personAdmitted({ roles: ['Approver'] }, api), bench);
    expect(await verify(issued.token)).toMatchObject({
      roles: ['Approver'],
      ...(groups === undefined ? {} : { groups }),
    });
    expect('groups' in (await verify(issued.token))).toBe(groups !== undefined);
  });

  it('tells groups as roles, in place of roles, where the resource says so', async () => {
    const options = { family, clientAuthentication: 'none' } as const;
    const accessTokenClaims = [{ name: 'groups', additionalProperties: ['emit_as_roles'] }];
    const optionalClaims = { idToken: [], accessToken: accessTokenClaims, saml2Token: [] };
    const api = resource(2, 'RS256', { groupMembershipClaims: ['ApplicationGroup'], optionalClaims });
    const claims = await verify(
      (await accessToken(options).make(personAdmitted({ roles: ['Approver'] }, api), bench)).token,
    );
    expect(claims.roles).toEqual([groupIds.assigned]);
    expect(claims).not.toHaveProperty('groups');
    const none = resource(2, 'RS256', { groupMembershipClaims: ['DirectoryRole'], optionalClaims });
    const issued = await accessToken(options).make(personAdmitted({ roles: ['Approver'] }, none), bench);
    expect(await verify(issued.token)).not.toHaveProperty('roles');
  });

  it('carries the optional claims that the resource asks for', async () => {
    const options = { family, clientAuthentication: 'none', signInAddress: '192.0.2.7' } as const;
    const names = ['login_hint', 'ipaddr', 'idp', 'xms_edov', 'verified_primary_email'].map((name) => ({ name }));
    const special = [
      { name: 'aud', additionalProperties: ['use_guid'] },
      { name: 'idtyp', additionalProperties: ['include_user_token'] },
    ];
    const optionalClaims = { idToken: [], accessToken: [...names, ...special], saml2Token: [] };
    const both = await Promise.all(
      ([1, 2] as const).map(async (version) => {
        const admitted = personAdmitted({ scopes: ['Orders.Read'] }, resource(version, 'RS256', { optionalClaims }));
        return verify((await accessToken(options).make(admitted, bench)).token);
      }),
    );
    for (const claims of both) {
      expect(claims).toMatchObject({
        aud: '30000000-0000-4000-8000-000000000002',
        idp: claims.iss,
        idtyp: 'user',
        ipaddr: '192.0.2.7',
        login_hint: `O.${user.id}.${tenant}`,
        xms_edov: true,
        verified_primary_email: ['avery.mail@contoso.example'],
      });
    }
  });

  it('of version 1 tells where the person signed in from when that is known, of version 2 only on request', async () => {
    const issued = (version: 1 | 2, signInAddress?: string) =>
      accessToken({ family, clientAuthentication: 'none', ...(signInAddress && { signInAddress }) }).make(
        personAdmitted({ scopes: ['Orders.Read'] }, resource(version)),
        bench,
      );
    expect(await verify((await issued(1, '192.0.2.7')).token)).toHaveProperty('ipaddr', '192.0.2.7');
    expect(await verify((await issued(1)).token)).not.toHaveProperty('ipaddr');
    expect(await verify((await issued(2, '192.0.2.7')).token)).not.toHaveProperty('ipaddr');
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
