import { createHash } from 'node:crypto';
import type { AppId, GroupId, User } from '@gatehouse/model';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  client,
  groupIds,
  now,
  openRecipeBench,
  personAdmitted,
  type RecipeBench,
  session,
  tenant,
  user,
} from '../../admitted.fixture.js';
import { idToken, type IdTokenOptions } from './recipe.js';

let bench: RecipeBench;
beforeAll(async () => {
  bench = await openRecipeBench();
});
afterAll(() => bench.close());

async function claimsOf(
  openIdScopes: readonly string[],
  options: Partial<IdTokenOptions> = {},
  at = client,
): Promise<Record<string, unknown>> {
  const token = await idToken({ version: 2, nonce: null, ...options }).make(
    { ...personAdmitted({ openIdScopes }), client: at },
    bench,
  );
  return decodeJwt(token);
}

describe('an ID token', () => {
  it('carries who signed in, when and where, and nothing that was not asked for', async () => {
    expect(await claimsOf(['openid', 'profile'], { session })).toEqual({
      iss: `https://login.example/${tenant}/v2.0`,
      aud: client.appId,
      sub: expect.stringMatching(/^[\w-]{43}$/),
      tid: tenant,
      ver: '2.0',
      iat: now / 1000,
      nbf: now / 1000 - 300,
      exp: now / 1000 + 3600,
      auth_time: now / 1000 - 60,
      uti: expect.any(String),
      sid: session,
      oid: user.id,
      preferred_username: 'avery@contoso.example',
      name: 'Avery Example',
    });
  });

  it('tells no name and no object id without `profile`, and no address without `email`', async () => {
    const bare = await claimsOf(['openid']);
    for (const name of ['oid', 'name', 'preferred_username', 'email']) expect(bare).not.toHaveProperty(name);
    expect(await claimsOf(['openid', 'email'])).toHaveProperty('email', 'avery.mail@contoso.example');
  });

  it('tells the address of a guest without being asked', async () => {
    const admitted = personAdmitted({ openIdScopes: ['openid'] });
    const of = async (userType: User['userType'], mail?: string) => {
      const { mail: _, ...bare } = user;
      const guest = { ...bare, userType, ...(mail !== undefined && { mail }) } as User;
      const about = { ...admitted, user: { ...admitted.user!, user: guest } };
      return decodeJwt(await idToken({ version: 2, nonce: null }).make(about, bench));
    };
    expect(await of('Guest', 'guest@elsewhere.example')).toHaveProperty('email', 'guest@elsewhere.example');
    expect(await of('Guest')).not.toHaveProperty('email');
    expect(await of('Member', 'member@contoso.example')).not.toHaveProperty('email');
  });

  it('of the version 1 endpoints names the version 1 issuer, the person whatever the scopes, and its key by x5t', async () => {
    const options = { version: 1, nonce: 'n-1', session, signInAddress: '192.0.2.7' } as const;
    const token = await idToken(options).make(personAdmitted({ openIdScopes: ['openid'] }), bench);
    expect(decodeJwt(token)).toEqual({
      iss: `https://login.example/${tenant}/`,
      aud: client.appId,
      sub: expect.stringMatching(/^[\w-]{43}$/),
      tid: tenant,
      ver: '1.0',
      iat: now / 1000,
      nbf: now / 1000 - 300,
      exp: now / 1000 + 3600,
      auth_time: now / 1000 - 60,
      uti: expect.any(String),
      nonce: 'n-1',
      sid: session,
      oid: user.id,
      name: 'Avery Example',
      amr: ['pwd'],
      upn: 'avery@contoso.example',
      unique_name: 'avery@contoso.example',
      ipaddr: '192.0.2.7',
    });
    const header = decodeProtectedHeader(token);
    expect(header.x5t).toBe(header.kid);
  });

  it('carries the groups that the client asks for, few where they travel in an address', async () => {
    const asking = { ...client, groupMembershipClaims: ['SecurityGroup' as const] };
    expect((await claimsOf(['openid'], {}, asking)).groups).toEqual([groupIds.assigned, groupIds.outer]);
    expect((await claimsOf(['openid'], { fromAuthorization: true }, asking)).groups).toHaveLength(2);
    const admitted = personAdmitted({ openIdScopes: ['openid'] });
    const many = new Set(Array.from({ length: 201 }, (_, index) => `group-${index}`));
    const about = {
      ...admitted,
      client: asking,
      user: { ...admitted.user!, securityGroups: many as unknown as ReadonlySet<GroupId> },
    };
    const make = async (fromAuthorization: boolean) =>
      decodeJwt(await idToken({ version: 2, nonce: null, fromAuthorization }).make(about, bench));
    expect(await make(true)).toMatchObject({ hasgroups: true });
    expect(await make(false)).toMatchObject({
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: { endpoint: `https://login.example/v1.0/users/${user.id}/getMemberObjects` } },
    });
  });

  it('carries of the groups assigned to the client those that the person is in directly', async () => {
    const asking = { ...client, groupMembershipClaims: ['ApplicationGroup' as const] };
    expect((await claimsOf(['openid'], {}, asking)).groups).toEqual([groupIds.mail]);
  });

  it('tells groups as roles, in place of roles, where the client says so', async () => {
    const groups = [{ name: 'groups', additionalProperties: ['emit_as_roles'] }];
    const optionalClaims = { idToken: groups, accessToken: [], saml2Token: [] };
    const of = async (setting: 'ApplicationGroup' | 'DirectoryRole') => {
      const asking = { ...client, optionalClaims, groupMembershipClaims: [setting] };
      const admitted = { ...personAdmitted({ openIdScopes: ['openid'], clientRoles: ['Approver'] }), client: asking };
      return decodeJwt(await idToken({ version: 2, nonce: null }).make(admitted, bench));
    };
    expect((await of('ApplicationGroup')).roles).toEqual([groupIds.mail]);
    expect(await of('DirectoryRole')).not.toHaveProperty('roles');
  });

  it('carries what the registration and the request ask for by name', async () => {
    const optionalClaims = { idToken: [{ name: 'acct' }, { name: 'upn' }], accessToken: [], saml2Token: [] };
    const options = { requestedClaims: ['login_hint', 'signin_state', 'tenant_region_sub_scope'], kmsi: true };
    const claims = await claimsOf(['openid'], options, { ...client, optionalClaims });
    expect(claims).toMatchObject({
      acct: 0,
      upn: 'avery@contoso.example',
      login_hint: `O.${user.id}.${tenant}`,
      signin_state: ['kmsi'],
    });
    expect(claims).not.toHaveProperty('tenant_region_sub_scope');
    expect(await claimsOf(['openid'], { ...options, kmsi: false })).not.toHaveProperty('signin_state');
  });

  it('repeats the nonce, and has none when none was sent', async () => {
    expect(await claimsOf(['openid'], { nonce: 'n-1' })).toHaveProperty('nonce', 'n-1');
    expect(await claimsOf(['openid'])).not.toHaveProperty('nonce');
  });

  it('binds the code and the access token that it comes with', async () => {
    const half = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
    expect(await claimsOf(['openid'], { code: 'the-code', accessToken: 'the-token' })).toMatchObject({
      c_hash: half('the-code'),
      at_hash: half('the-token'),
    });
  });

  it('knows one person by another subject at every application, always the same there', async () => {
    const other = { ...client, appId: '30000000-0000-4000-8000-00000000000f' as AppId };
    const [first, again, elsewhere] = [
      await claimsOf(['openid']),
      await claimsOf(['openid']),
      await claimsOf(['openid'], {}, other),
    ];
    expect(again.sub).toBe(first.sub);
    expect(elsewhere.sub).not.toBe(first.sub);
    expect(first.sub).not.toBe(user.id);
  });
});
