import { consumersTenantId, type TenantId, type UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { freshWorld, suiteClock } from '../fresh-world.fixture.js';
import {
  acceptInvitation,
  deleteObject,
  type Directory,
  guestOfAccount,
  type HomeAccount,
  homeOfGuest,
  invitedGuest,
  inviteGuest,
  isRefused,
  openDirectory,
  restoreObject,
} from '../index.js';

let store: Store;
let directory: Directory;
let world: Awaited<ReturnType<typeof freshWorld>>;
beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
  directory = openDirectory({ store, clock: suiteClock, ids: systemIds });
  world = await freshWorld(store);
});
afterAll(async () => {
  directory.close();
  await store.close();
});

const by = { actor: { kind: 'operator', name: 'test' } } as const;
const inviteRedirectUrl = 'https://app.example/';

async function invited(address: string): Promise<UserId> {
  const draft = { invitedUserEmailAddress: address, inviteRedirectUrl, invitedUserType: 'Guest' } as const;
  const made = await directory.perform(world.first, by, inviteGuest(draft));
  if (isRefused(made)) throw new Error(made.detail ?? made.reason);
  return made.guest.id;
}

const account = (more: Partial<HomeAccount> = {}): HomeAccount => ({
  tenant: world.second,
  id: systemIds.guid<UserId>(),
  userPrincipalName: `${systemIds.bytes(4).toString('hex')}@${world.other}`,
  ...more,
});

const accept = (guest: UserId, home: HomeAccount) => directory.perform(world.first, by, acceptInvitation(guest, home));

describe('redeeming an invitation', () => {
  it('binds the guest to the account at home, and says where to go', async () => {
    const home = account();
    const guest = await invited(home.userPrincipalName.toUpperCase());
    expect(await directory.perform(world.first, by, invitedGuest(home.userPrincipalName))).toBe(guest);
    expect(await accept(guest, home)).toMatchObject({
      inviteRedirectUrl,
      guest: { properties: { externalUserState: 'Accepted' } },
    });
    const identity = { issuer: world.second, issuerAssignedId: home.id };
    expect(await directory.perform(world.first, by, homeOfGuest(guest))).toEqual(identity);
    expect(await directory.perform(world.first, by, guestOfAccount(identity))).toBe(guest);
    expect(await directory.perform(world.second, by, guestOfAccount(identity))).toBeUndefined();
    expect(await directory.perform(world.first, by, invitedGuest(home.userPrincipalName))).toBeUndefined();
    expect((await directory.userById(world.first, guest))?.user.properties).toMatchObject({
      externalUserState: 'Accepted',
    });
    const journal = await store.journal.read(world.first, 0, 1000);
    expect(journal.at(-1)).toMatchObject({ operation: 'invitation.accept', target: { type: 'user', id: guest } });
  });

  it('is for the mail address of the account as well as its name', async () => {
    const mail = `first.last@${world.other}`;
    expect(isRefused(await accept(await invited(mail), account({ mail })))).toBe(false);
  });

  it.each<[string, (address: string) => Partial<HomeAccount>]>([
    ['an account with another address', () => ({})],
    [
      'an account of another tenant that gave itself the address',
      (mail) => ({ tenant: systemIds.guid<TenantId>(), mail }),
    ],
    [
      'a personal account by the name of an organization’s address',
      (name) => ({ tenant: consumersTenantId, userPrincipalName: name }),
    ],
    ['an account of the tenant that invites', (mail) => ({ tenant: world.first, mail })],
  ])('is refused to %s', async (_title, of) => {
    const address = `${systemIds.bytes(4).toString('hex')}@${world.other}`;
    const guest = await invited(address);
    expect(await accept(guest, account(of(address)))).toMatchObject({ kind: 'refused', reason: 'not_possible' });
    expect(await directory.perform(world.first, by, homeOfGuest(guest))).toBeUndefined();
  });

  it('of an address whose domain nobody has proved is for the personal account by that name alone', async () => {
    const address = `${systemIds.bytes(4).toString('hex')}@nobody.example`;
    const guest = await invited(address);
    expect(isRefused(await accept(guest, account({ mail: address })))).toBe(true);
    const personal = account({ tenant: consumersTenantId, mail: address });
    expect(isRefused(await accept(guest, personal))).toBe(true);
    expect(isRefused(await accept(guest, { ...personal, userPrincipalName: address }))).toBe(false);
  });

  it('happens once, however often it is tried at the same time', async () => {
    const home = account();
    const guest = await invited(home.userPrincipalName);
    const tries = await Promise.all(Array.from({ length: 5 }, () => accept(guest, home)));
    expect(tries.filter((one) => !isRefused(one))).toHaveLength(1);
  });

  it('is refused to an account that is another guest already', async () => {
    const home = account({ mail: `second.address.${systemIds.bytes(3).toString('hex')}@${world.other}` });
    expect(isRefused(await accept(await invited(home.userPrincipalName), home))).toBe(false);
    const other = await invited(home.mail ?? '');
    expect(await accept(other, home)).toMatchObject({ reason: 'taken' });
    expect((await directory.userById(world.first, other))?.user.properties).toMatchObject({
      externalUserState: 'PendingAcceptance',
    });
  });

  it('is refused for whoever was not invited', async () => {
    const alice = (await directory.userByName(world.first, world.alice))?.user.id as UserId;
    expect(await accept(alice, account({ mail: world.alice }))).toMatchObject({ reason: 'not_found' });
  });
});

describe('a guest who is deleted', () => {
  it('is nobody’s account any more, and the same again when restored', async () => {
    const home = account();
    const guest = await invited(home.userPrincipalName);
    await accept(guest, home);
    const identity = { issuer: world.second, issuerAssignedId: home.id };
    await directory.perform(world.first, by, deleteObject('user', guest));
    expect(await directory.perform(world.first, by, guestOfAccount(identity))).toBeUndefined();
    await directory.perform(world.first, by, restoreObject(guest));
    expect(await directory.perform(world.first, by, guestOfAccount(identity))).toBe(guest);
  });
});
