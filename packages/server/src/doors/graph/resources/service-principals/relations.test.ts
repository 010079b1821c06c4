import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appObjectId, type GraphBench, otherTenant, personId } from '../../graph-bench.fixture.js';
import {
  adminScope,
  apps,
  giveDirectoryRole,
  offScope,
  openServicePrincipalBench,
  principalId,
  readScope,
} from './service-principals.fixture.js';

let bench: GraphBench;
let ledger: string;
let scribe: string;
beforeAll(async () => {
  bench = await openServicePrincipalBench();
  ledger = await principalId(bench, apps.ledger);
  scribe = await principalId(bench, apps.scribe);
});
afterAll(() => bench.close());

const ids = ({ body }: { readonly body: Readonly<Record<string, unknown>> }) =>
  (body.value as readonly { readonly id: string }[]).map(({ id }) => id).sort();
const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });

describe('the owners of a service principal', () => {
  it('are added by reference and removed, the last one included', async () => {
    const owners = `/servicePrincipals/${ledger}/owners`;
    for (const id of [personId('blake'), scribe]) {
      expect(await bench.call('POST', `${owners}/$ref`, { body: reference(id) })).toMatchObject({ status: 204 });
    }
    expect(ids(await bench.call('GET', owners))).toEqual([personId('blake'), scribe].sort());
    expect(ids(await bench.call('GET', `${owners}/microsoft.graph.user`))).toEqual([personId('blake')]);
    expect(ids(await bench.call('GET', `${owners}/microsoft.graph.servicePrincipal`))).toEqual([scribe]);
    expect(ids(await bench.call('GET', `/servicePrincipals/${scribe}/ownedObjects`))).toEqual([ledger]);
    const expanded = await bench.call('GET', `/servicePrincipals/${ledger}?$expand=owners($select=id)`);
    expect(expanded.body.owners).toHaveLength(2);
    for (const id of [personId('blake'), scribe]) {
      expect(await bench.call('DELETE', `${owners}/${id}/$ref`)).toMatchObject({ status: 204 });
    }
    expect(ids(await bench.call('GET', owners))).toEqual([]);
    const told = (await bench.journal()).filter(({ target }) => target.id === ledger).at(-1);
    expect(told).toMatchObject({ operation: 'service-principal.update', changes: [{ property: 'owners', new: [] }] });
  });

  it.each([
    ['twice', () => personId('blake'), 400],
    ['who is nobody', () => '70000000-0000-4000-8000-0000000000ff', 404],
    ['of another tenant', () => personId('mallory'), 404],
    ['that is no owner of anything', () => ledgerApplication, 404],
  ])('cannot be one %s', async (title, owner, status) => {
    const owners = `/servicePrincipals/${ledger}/owners`;
    if (title === 'twice') await bench.call('POST', `${owners}/$ref`, { body: reference(owner()) });
    expect(await bench.call('POST', `${owners}/$ref`, { body: reference(owner()) })).toMatchObject({ status });
  });
  let ledgerApplication = '';
  beforeAll(async () => {
    const { body } = await bench.call('GET', `/applications(appId='${apps.ledger}')?$select=id`);
    ledgerApplication = String(body.id);
  });

  it('are changed by whoever may read them as well, and by owners', async () => {
    const how = (scopes: string[]) => ({ as: personId('blake'), scopes, body: reference(personId('casey')) });
    const at = `/servicePrincipals/${ledger}/owners/$ref`;
    expect(await bench.call('POST', at, how(['Application.ReadWrite.All']))).toMatchObject({ status: 403 });
    const both = ['Application.ReadWrite.All', 'Directory.Read.All'];
    expect(await bench.call('POST', at, { ...how(both), as: personId('drew') })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', at, how(both))).toMatchObject({ status: 204 });
  });

  it('of what is not there are not nobody', async () => {
    const theirs = (await bench.directory.configuration(otherTenant))?.servicePrincipal(apps.closed as never)?.id;
    for (const name of ['owners', 'ownedObjects', 'memberOf', 'transitiveMemberOf']) {
      const answer = await bench.call('GET', `/servicePrincipals/${String(theirs)}/${name}`);
      expect({ name, status: answer.status }).toEqual({ name, status: 404 });
    }
  });
});

describe('the groups of a service principal', () => {
  it('are those it is in, nested ones when they are asked for', async () => {
    const group = async (displayName: string) => {
      const body = { displayName, mailEnabled: false, mailNickname: displayName, securityEnabled: true };
      return String((await bench.call('POST', '/groups', { body })).body.id);
    };
    const [inner, outer] = [await group('inner'), await group('outer')];
    await bench.call('POST', `/groups/${inner}/members/$ref`, { body: reference(scribe) });
    await bench.call('POST', `/groups/${outer}/members/$ref`, { body: reference(inner) });
    const at = `/servicePrincipals/${scribe}`;
    expect(ids(await bench.call('GET', `${at}/memberOf`))).toEqual([inner]);
    expect(ids(await bench.call('GET', `${at}/transitiveMemberOf`))).toEqual([inner, outer].sort());
    expect(ids(await bench.call('GET', `${at}/memberOf/microsoft.graph.group`))).toEqual([inner]);
    const app = (roles: readonly string[]) => bench.call('GET', `${at}/memberOf`, { as: 'app', roles });
    expect(await app(['Application.Read.All'])).toMatchObject({ status: 403 });
    expect(await app(['Application.Read.All', 'GroupMember.Read.All'])).toMatchObject({ status: 200 });
  });
});

describe('the classification of permissions', () => {
  const path = () => `/servicePrincipals/${ledger}/delegatedPermissionClassifications`;
  const low = { permissionId: readScope, permissionName: 'Ledger.Read', classification: 'low' };

  it('is kept for each permission once, listed, and removed', async () => {
    const made = await bench.call('POST', path(), { body: low });
    expect(made).toMatchObject({ status: 201, body: low });
    expect(await bench.call('POST', path(), { body: { ...low, classification: 'high' } })).toMatchObject({
      status: 400,
    });
    expect((await bench.call('GET', path())).body.value).toEqual([{ id: made.body.id, ...low }]);
    const elsewhere = `/servicePrincipals/${scribe}/delegatedPermissionClassifications/${String(made.body.id)}`;
    expect(await bench.call('DELETE', elsewhere)).toMatchObject({ status: 404 });
    const journaled = (await bench.journal()).at(-1);
    expect(journaled).toMatchObject({ operation: 'delegated-permission-classification.create' });
    expect(await bench.call('DELETE', `${path()}/${String(made.body.id)}`)).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', `${path()}/${String(made.body.id)}`)).toMatchObject({ status: 404 });
    expect((await bench.call('GET', path())).body.value).toEqual([]);
  });

  it('needs no name, which it knows', async () => {
    const body = { permissionId: offScope, classification: 'medium' };
    const made = await bench.call('POST', path(), { body });
    expect(made).toMatchObject({ status: 201, body: { permissionName: 'Ledger.Old' } });
    await bench.call('DELETE', `${path()}/${String(made.body.id)}`);
  });

  it.each([
    ['of what only administrators consent to', { permissionId: adminScope }],
    ['of what the API does not publish', { permissionId: apps.ledger }],
    ['under another name', { permissionName: 'Ledger.Write' }],
    ['that is none', { classification: 'odd' }],
    ['of no permission', { permissionId: undefined }],
  ])('is refused %s', async (_title, change) => {
    const { permissionName: _name, ...nameless } = low;
    const body = 'permissionId' in change ? { ...nameless, ...change } : { ...low, ...change };
    expect(await bench.call('POST', path(), { body })).toMatchObject({ status: 400 });
  });

  it('is the tenant’s to decide, not the owners’', async () => {
    await bench.call('POST', `/servicePrincipals/${ledger}/owners/$ref`, { body: reference(personId('ellis')) });
    const how = { as: personId('ellis'), scopes: ['Policy.ReadWrite.PermissionGrant'], body: low };
    expect(await bench.call('POST', path(), how)).toMatchObject({ status: 403 });
    await giveDirectoryRole(bench, 'ellis', 'e8611ab8-c189-46e8-94e1-60213ab1f814');
    expect(await bench.call('POST', path(), { ...how, scopes: ['Application.ReadWrite.All'] })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('POST', path(), how)).toMatchObject({ status: 201 });
    const read = { as: 'app', roles: ['Policy.Read.PermissionGrant'] } as const;
    expect(await bench.call('GET', path(), read)).toMatchObject({ status: 200 });
    expect(await bench.call('GET', path(), { ...read, roles: ['User.Read.All'] })).toMatchObject({ status: 403 });
  });

  it('goes with its service principal', async () => {
    const body = { permissionId: apps.ledger, classification: 'low' };
    const gone = `/servicePrincipals/${appObjectId}x/delegatedPermissionClassifications`;
    expect(await bench.call('POST', gone, { body })).toMatchObject({ status: 404 });
    const theirs = (await bench.directory.configuration(otherTenant))?.servicePrincipal(apps.closed as never)?.id;
    const foreign = `/servicePrincipals/${String(theirs)}/delegatedPermissionClassifications`;
    expect(await bench.call('GET', foreign)).toMatchObject({ status: 404 });
    expect(await bench.call('POST', foreign, { body: low })).toMatchObject({ status: 404 });
  });
});
