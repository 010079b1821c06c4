import type { UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acceptInvitation,
  createDocument,
  createRoleAssignment,
  homeOfGuest,
  isRefused,
} from '../../../../directory/index.js';
import {
  avery,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
  tenant,
} from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const by = { actor: { kind: 'operator', name: 'bench' } } as const;
const inviteRedirectUrl = 'https://app.contoso.example/welcome';

function invite(address: string, more: object = {}, how: BenchCall = {}) {
  return bench.call('POST', '/invitations', {
    ...how,
    body: { invitedUserEmailAddress: address, inviteRedirectUrl, ...more },
  });
}

const guestOf = (body: Readonly<Record<string, unknown>>) => (body.invitedUser as { readonly id: UserId }).id;

const everything =
  '$select=id,displayName,userPrincipalName,mail,otherMails,userType,creationType,externalUserState,externalUserStateChangeDateTime,identities,mailNickname,accountEnabled';

describe('an invitation', () => {
  it('makes a guest who has not come yet, and says where to redeem it', async () => {
    const { status, body } = await invite('ann@woodgrove.example', { invitedUserDisplayName: 'Ann' });
    expect(status).toBe(201);
    const id = guestOf(body);
    expect(body).toEqual({
      '@odata.context': 'https://login.example/v1.0/$metadata#invitations/$entity',
      id: expect.any(String),
      inviteRedeemUrl: `https://login.example/redeem?tenant=${tenant}&user=${id}`,
      invitedUserDisplayName: 'Ann',
      invitedUserEmailAddress: 'ann@woodgrove.example',
      invitedUserMessageInfo: null,
      invitedUserType: 'Guest',
      inviteRedirectUrl,
      resetRedemption: false,
      sendInvitationMessage: false,
      status: 'PendingAcceptance',
      invitedUser: { id },
    });
    expect((await bench.call('GET', `/users/${id}?${everything}`)).body).toMatchObject({
      displayName: 'Ann',
      userPrincipalName: 'ann_woodgrove.example#EXT#@contoso.example',
      mail: 'ann@woodgrove.example',
      otherMails: ['ann@woodgrove.example'],
      mailNickname: 'ann_woodgrove.example#EXT#',
      userType: 'Guest',
      accountEnabled: true,
      creationType: 'Invitation',
      externalUserState: 'PendingAcceptance',
      externalUserStateChangeDateTime: expect.stringMatching(/Z$/),
      identities: [
        {
          signInType: 'userPrincipalName',
          issuer: 'contoso.example',
          issuerAssignedId: 'ann_woodgrove.example#EXT#@contoso.example',
        },
      ],
    });
    const journal = await bench.journal();
    expect(journal.map(({ operation, actor }) => ({ operation, actor: actor.kind }))).toEqual(
      expect.arrayContaining([
        { operation: 'user.create', actor: 'user' },
        { operation: 'invitation.create', actor: 'user' },
      ]),
    );
  });

  it('for somebody invited before is for the same guest', async () => {
    const first = await invite('bea@woodgrove.example');
    const again = await invite('BEA@woodgrove.example', { inviteRedirectUrl: 'https://other.contoso.example/' });
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({ id: first.body.id, invitedUser: { id: guestOf(first.body) } });
  });

  it('gives names of their own to addresses that read alike as a name, or are too long for one', async () => {
    const long = `${'x'.repeat(60)}@woodgrove.example`;
    const names: unknown[] = [];
    for (const address of ['a+b@woodgrove.example', 'a=b@woodgrove.example', long]) {
      const { body } = await invite(address);
      names.push((await bench.call('GET', `/users/${guestOf(body)}`)).body.userPrincipalName);
    }
    expect(names[0]).toBe('a_b_woodgrove.example#EXT#@contoso.example');
    expect(names[1]).toMatch(/^a_b_woodgrove\.example_[0-9a-f]{8}#EXT#@contoso\.example$/);
    expect(names[2]).toMatch(/^x+_[0-9a-f]{8}#EXT#@contoso\.example$/);
  });

  it.each([
    ['no address', { invitedUserEmailAddress: undefined }],
    ['an address that is none', { invitedUserEmailAddress: 'ann' }],
    ['an address without a domain', { invitedUserEmailAddress: 'ann@localhost' }],
    ['two addresses', { invitedUserEmailAddress: 'a@x.example,b@y.example' }],
    ['nowhere to go', { inviteRedirectUrl: undefined }],
    ['somewhere unsafe to go', { inviteRedirectUrl: 'http://app.example/' }],
    ['a script to go to', { inviteRedirectUrl: 'javascript:alert(1)' }],
    ['another kind of user', { invitedUserType: 'Admin' }],
    ['a message to be sent', { sendInvitationMessage: true }],
    ['what is given by the service', { status: 'Completed' }],
    ['a property that invitations do not have', { shoeSize: 43 }],
    ['an address of the tenant’s own domain', { invitedUserEmailAddress: 'nobody@contoso.example' }],
    ['the address of a member', { invitedUserEmailAddress: 'blake@contoso.example' }],
  ])('is refused with %s, and nobody is made', async (_title, change) => {
    const count = async () =>
      (await bench.call('GET', '/users/$count', { headers: { ConsistencyLevel: 'eventual' } })).text;
    const before = await count();
    expect(await invite('refused@woodgrove.example', change)).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_BadRequest' } },
    });
    expect(await count()).toBe(before);
  });
});

describe('an address that somebody has in another tenant', () => {
  it('is answered as one that nobody has, by the answer and by what is kept', async () => {
    const shape = async (address: string) => {
      const { status, body } = await invite(address);
      const { body: guest } = await bench.call('GET', `/users/${guestOf(body)}?${everything}`);
      const text = JSON.stringify({ status, body, guest });
      return text
        .replaceAll(address, 'ADDRESS')
        .replaceAll(address.replace('@', '_'), 'NAME')
        .replaceAll(address.split('@')[0] ?? '', 'LOCAL')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
    };
    const known = await shape('mallory@fabrikam.example');
    expect(known).toBe(await shape('unknown@fabrikam.example'));
    expect(known).not.toContain(otherTenant);
  });

  it('leads to the account that redeems the invitation, out of sight', async () => {
    const { body } = await invite('mallory@fabrikam.example');
    const guest = guestOf(body);
    expect(await bench.directory.perform(tenant, by, homeOfGuest(guest))).toBeUndefined();
    const account = { tenant: otherTenant, id: personId('mallory'), userPrincipalName: 'mallory@fabrikam.example' };
    const accepted = await bench.directory.perform(tenant, by, acceptInvitation(guest, account));
    expect(isRefused(accepted)).toBe(false);
    const { text, body: shown } = await bench.call('GET', `/users/${guest}?${everything}`);
    expect(shown).toMatchObject({
      externalUserState: 'Accepted',
      identities: [{ signInType: 'federated', issuer: 'ExternalAzureAD', issuerAssignedId: null }, {}],
    });
    expect(text).not.toContain(otherTenant);
    expect(text).not.toContain(personId('mallory'));
    expect((await invite('mallory@fabrikam.example')).body).toMatchObject({ status: 'Completed' });
  });
});

describe('redeeming anew', () => {
  const reset = (id: unknown, address: string, how: BenchCall = {}) =>
    invite(address, { resetRedemption: true, invitedUser: { id } }, how);

  it('forgets the account at home, ends what it began, and waits for whoever has the new address', async () => {
    const guest = guestOf((await invite('cleo@woodgrove.example')).body);
    const { status, body } = await reset(guest, 'cleo@northwind.example');
    expect(status).toBe(201);
    expect(body).toMatchObject({ resetRedemption: true, status: 'PendingAcceptance', invitedUser: { id: guest } });
    expect((await bench.call('GET', `/users/${guest}?${everything}`)).body).toMatchObject({
      mail: 'cleo@northwind.example',
      userPrincipalName: 'cleo_woodgrove.example#EXT#@contoso.example',
      externalUserState: 'PendingAcceptance',
    });
  });

  it('unbinds the account that had redeemed', async () => {
    const { body } = await bench.call('GET', "/users?$filter=mail eq 'mallory@fabrikam.example'");
    const [{ id: guest } = { id: '' as UserId }] = body.value as readonly { readonly id: UserId }[];
    expect(await bench.directory.perform(tenant, by, homeOfGuest(guest))).toBeDefined();
    expect(await reset(guest, 'mallory@fabrikam.example')).toMatchObject({ status: 201 });
    expect(await bench.directory.perform(tenant, by, homeOfGuest(guest))).toBeUndefined();
  });

  it.each([
    ['nobody', undefined, 400],
    ['what is no id', 'x', 400],
    ['what is no text', { toString: null }, 400],
    ['a user who is not there', '70000000-0000-4000-8000-0000000000ff', 404],
    ['a member', personId('blake'), 400],
    ['a user of another tenant', personId('mallory'), 404],
  ])('is refused for %s', async (_title, id, status) => {
    expect(await reset(id, 'x@woodgrove.example')).toMatchObject({ status });
  });

  it('is for whoever may reset the password of the guest, and not for whoever may invite', async () => {
    const guest = guestOf((await invite('dora@woodgrove.example')).body);
    expect(await reset(guest, 'thief@woodgrove.example', { as: personId('blake') })).toMatchObject({ status: 403 });
    const app = { as: 'app', roles: ['User.Invite.All'] } as const;
    expect(await reset(guest, 'thief@woodgrove.example', app)).toMatchObject({ status: 403 });
    const role = {
      principalId: guest,
      roleDefinitionId: '62e90394-69f5-4237-9190-012177145e10',
      directoryScopeId: '/',
    };
    await bench.directory.perform(tenant, by, createRoleAssignment(role));
    const wide = { as: 'app', roles: ['User.ReadWrite.All'] } as const;
    expect(await reset(guest, 'thief@woodgrove.example', wide)).toMatchObject({ status: 403 });
  });
});

describe('who may invite', () => {
  const setting = (allowInvitesFrom: string) =>
    bench.directory.perform(
      tenant,
      by,
      createDocument(
        { name: 'authorization-policy', limit: 9, nameOf: () => undefined },
        { id: allowInvitesFrom, body: { allowInvitesFrom } },
      ),
    );

  it('everybody with the permission, guests too, as long as nobody said otherwise', async () => {
    const guest = guestOf((await invite('gina@woodgrove.example')).body);
    expect(await invite('one@woodgrove.example', {}, { as: guest, scopes: ['User.Invite.All'] })).toMatchObject({
      status: 201,
    });
    expect(await invite('two@woodgrove.example', {}, { as: guest, scopes: ['User.Read'] })).toMatchObject({
      status: 403,
    });
    const app = { as: 'app', roles: ['User.Invite.All'] } as const;
    expect(await invite('three@woodgrove.example', {}, app)).toMatchObject({ status: 201 });
    expect(await invite('four@woodgrove.example', {}, { ...app, roles: ['User.Read.All'] })).toMatchObject({
      status: 403,
    });
  });

  it('administrators alone, where a member is invited', async () => {
    const member = { invitedUserType: 'Member' };
    expect(await invite('five@woodgrove.example', member, { as: personId('blake') })).toMatchObject({ status: 403 });
    const { status, body } = await invite('five@woodgrove.example', member, { as: avery });
    expect({ status, type: body.invitedUserType }).toEqual({ status: 201, type: 'Member' });
  });

  it('those whom the tenant lets', async () => {
    const guest = guestOf((await invite('gina@woodgrove.example')).body);
    await setting('adminsAndGuestInviters');
    expect(await invite('six@woodgrove.example', {}, { as: guest })).toMatchObject({ status: 403 });
    expect(await invite('six@woodgrove.example', {}, { as: personId('blake') })).toMatchObject({ status: 403 });
    expect(await invite('six@woodgrove.example')).toMatchObject({ status: 201 });
  });
});
