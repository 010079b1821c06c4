import type { UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDomain, verifyDomain } from '../../../../directory/index.js';
import { avery, type GraphBench, openGraphBench, otherTenant, personId } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const by = { actor: { kind: 'operator', name: 'bench' } } as const;

async function claim(name: string): Promise<void> {
  expect(await bench.call('POST', '/domains', { body: { id: name } })).toMatchObject({ status: 201 });
}

async function proofOf(name: string, how: Parameters<GraphBench['call']>[2] = {}): Promise<string> {
  const { body } = await bench.call('GET', `/domains/${name}/verificationDnsRecords`, how);
  return (body.value as readonly { readonly text: string }[])[0]?.text ?? '';
}

/** Claims a domain and proves it. */
async function own(name: string): Promise<void> {
  await claim(name);
  bench.texts.set(name, [await proofOf(name)]);
  expect(await bench.call('POST', `/domains/${name}/verify`)).toMatchObject({ status: 200 });
}

async function changeUser(id: UserId, body: object): Promise<void> {
  expect(await bench.call('PATCH', `/users/${id}`, { body })).toMatchObject({ status: 204 });
}

describe('the domains of a tenant', () => {
  it('are those it owns, by name in any letter case', async () => {
    const { status, body } = await bench.call('GET', '/domains', {
      as: personId('blake'),
      scopes: ['Domain.Read.All'],
    });
    expect(status).toBe(200);
    expect(body.value).toEqual([
      {
        authenticationType: 'Managed',
        availabilityStatus: null,
        id: 'contoso.example',
        isAdminManaged: true,
        isDefault: true,
        isInitial: true,
        isRoot: true,
        isVerified: true,
        state: null,
        supportedServices: [],
        passwordValidityPeriodInDays: null,
        passwordNotificationWindowInDays: null,
      },
    ]);
    expect(await bench.call('GET', '/domains/CONTOSO.example')).toMatchObject({ status: 200 });
  });

  it.each(['fabrikam.example', 'nowhere.example', 'x'])('do not have %s among them', async (name) => {
    expect(await bench.call('GET', `/domains/${name}`)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', `/domains/${name}`, { body: {} })).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `/domains/${name}`)).toMatchObject({ status: 404 });
    expect(await bench.call('POST', `/domains/${name}/verify`)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `/domains/${name}/verificationDnsRecords`)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `/domains/${name}/domainNameReferences`)).toMatchObject({ status: 404 });
  });
});

describe('a claimed domain', () => {
  it('is there, unverified, and of no use', async () => {
    await claim('claimed.example');
    expect((await bench.call('GET', '/domains/claimed.example')).body).toMatchObject({
      isVerified: false,
      isRoot: false,
      isDefault: false,
    });
    const body = { userPrincipalName: 'blake@claimed.example' };
    expect(await bench.call('PATCH', `/users/${personId('blake')}`, { body })).toMatchObject({ status: 400 });
    expect(await bench.call('PATCH', '/domains/claimed.example', { body: { isDefault: true } })).toMatchObject({
      status: 400,
    });
    expect(await bench.call('DELETE', '/domains/claimed.example')).toMatchObject({ status: 204 });
    expect(await bench.call('GET', '/domains/claimed.example')).toMatchObject({ status: 404 });
  });

  it.each([
    ['no name', {}],
    ['a name that is none', { id: 'no domain' }],
    ['a name of one label', { id: 'localhost' }],
    ['a name that it has', { id: 'CONTOSO.example' }],
    ['more than a name', { id: 'more.example', isDefault: true }],
    ['what is given by the service', { id: 'more.example', isVerified: true }],
  ])('is refused with %s', async (_title, body) => {
    expect(await bench.call('POST', '/domains', { body })).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_BadRequest' } },
    });
  });

  it('within a verified one is verified with it', async () => {
    await claim('team.contoso.example');
    expect((await bench.call('GET', '/domains/team.contoso.example')).body).toMatchObject({
      isVerified: true,
      isRoot: false,
    });
    expect(await bench.call('DELETE', '/domains/team.contoso.example')).toMatchObject({ status: 204 });
  });
});

describe('proving a domain', () => {
  it('takes the text that the tenant is told, in the domain itself', async () => {
    await claim('proved.example');
    const proof = await proofOf('proved.example');
    expect(proof).toMatch(/^MS=ms\d{15}$/);
    expect(await bench.call('POST', '/domains/proved.example/verify')).toMatchObject({ status: 400 });
    bench.texts.set('proved.example', ['v=spf1 -all', `${proof}0`]);
    expect(await bench.call('POST', '/domains/proved.example/verify')).toMatchObject({ status: 400 });
    bench.texts.set('proved.example', ['v=spf1 -all', proof]);
    expect(await bench.call('POST', '/domains/proved.example/verify')).toMatchObject({
      status: 200,
      body: { id: 'proved.example', isVerified: true, isRoot: true, availabilityStatus: 'AvailableImmediately' },
    });
    await changeUser(personId('blake'), { userPrincipalName: 'blake@proved.example' });
    expect((await bench.directory.resolveTenant('proved.example'))?.displayName).toBe('Contoso');
    expect(await bench.call('POST', '/domains/proved.example/verify')).toMatchObject({ status: 400 });
    expect((await bench.journal()).map(({ operation, target }) => `${operation} ${target.id}`)).toEqual(
      expect.arrayContaining(['domain.create proved.example', 'domain.verify proved.example']),
    );
  });

  it('fails while nobody answers', async () => {
    await claim('silent.example');
    bench.texts.set('silent.example', 'silence');
    expect(await bench.call('POST', '/domains/silent.example/verify')).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_BadRequest' } },
    });
  });

  it('takes another text in another tenant, and for another name', async () => {
    await claim('shared.example');
    await bench.directory.perform(otherTenant, by, addDomain('shared.example'));
    const here = await proofOf('shared.example');
    const how = { tenant: otherTenant, as: personId('mallory'), scopes: ['Domain.Read.All'] };
    const there = await proofOf('shared.example', how);
    expect(there).toMatch(/^MS=ms\d{15}$/);
    expect(new Set([here, there, await proofOf('contoso.example')]).size).toBe(3);
  });

  it('comes too late when another tenant has proved it', async () => {
    expect(await bench.directory.perform(otherTenant, by, verifyDomain('shared.example'))).toMatchObject({
      isVerified: true,
    });
    bench.texts.set('shared.example', [await proofOf('shared.example')]);
    expect(await bench.call('POST', '/domains/shared.example/verify')).toMatchObject({ status: 400 });
    expect((await bench.call('GET', '/domains/shared.example')).body).toMatchObject({ isVerified: false });
    expect((await bench.directory.resolveTenant('shared.example'))?.displayName).toBe('Fabrikam');
  });
});

describe('a change of a domain', () => {
  it('keeps what the domain is used for', async () => {
    const body = { supportedServices: ['Email', 'Yammer'], passwordValidityPeriodInDays: 180 };
    expect(await bench.call('PATCH', '/domains/contoso.example', { body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', '/domains/contoso.example')).body).toMatchObject(body);
  });

  it('makes another domain the default one, in place of the one that was', async () => {
    await own('second.example');
    expect(await bench.call('PATCH', '/domains/second.example', { body: { isDefault: true } })).toMatchObject({
      status: 204,
    });
    expect((await bench.call('GET', '/domains/second.example')).body).toMatchObject({ isDefault: true });
    expect((await bench.call('GET', '/domains/contoso.example')).body).toMatchObject({ isDefault: false });
    expect(await bench.call('PATCH', '/domains/contoso.example', { body: { isDefault: true } })).toMatchObject({
      status: 204,
    });
  });

  it.each([
    ['no default domain', { isDefault: false }],
    ['null for the default', { isDefault: null }],
    ['a service that nobody can switch', { supportedServices: ['Intune'] }],
    ['a name', { id: 'other.example' }],
    ['another way to sign in', { authenticationType: 'Federated' }],
    ['no days', { passwordValidityPeriodInDays: 0 }],
  ])('is refused for %s', async (_title, body) => {
    expect(await bench.call('PATCH', '/domains/contoso.example', { body })).toMatchObject({ status: 400 });
  });
});

describe('giving a domain up', () => {
  it('is refused while somebody is named by it, and lists who', async () => {
    await own('used.example');
    await changeUser(personId('casey'), { userPrincipalName: 'casey@used.example' });
    expect(await bench.call('DELETE', '/domains/used.example')).toMatchObject({ status: 400 });
    const { body } = await bench.call('GET', '/domains/used.example/domainNameReferences');
    expect(body.value).toMatchObject([{ '@odata.type': '#microsoft.graph.user', id: personId('casey') }]);
    await changeUser(personId('casey'), { userPrincipalName: 'casey@contoso.example' });
    expect(await bench.call('DELETE', '/domains/used.example')).toMatchObject({ status: 204 });
    expect(await bench.directory.resolveTenant('used.example')).toBeUndefined();
  });

  it('is refused while an application is identified by it', async () => {
    await own('apps.example');
    const appId = 'aaaaaaaa-0000-4000-8000-000000000001';
    const identifierUris = ['https://orders.apps.example/api'];
    await bench.seed([
      { id: '10000000-0000-4000-8000-000000000001', applications: [{ appId, displayName: 'Orders', identifierUris }] },
    ]);
    expect(await bench.call('DELETE', '/domains/apps.example')).toMatchObject({ status: 400 });
    const { body } = await bench.call('GET', '/domains/apps.example/domainNameReferences?$select=displayName');
    expect(body.value).toMatchObject([{ displayName: 'Orders' }]);
  });

  it.each([
    ['initial', 'contoso.example', 'initial domain of a tenant stays'],
    ['somebody’s', 'proved.example', 'are named by the domain'],
  ])('is refused for a domain that is %s', async (_what, name, reason) => {
    const message = expect.stringContaining(reason);
    expect(await bench.call('DELETE', `/domains/${name}`)).toMatchObject({ status: 400, body: { error: { message } } });
  });

  it('is refused while a domain is verified by it', async () => {
    await own('upper.example');
    await claim('lower.upper.example');
    const answer = await bench.call('DELETE', '/domains/upper.example');
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('`lower.upper.example` is verified') });
    expect(await bench.call('DELETE', '/domains/lower.upper.example')).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', '/domains/upper.example')).toMatchObject({ status: 204 });
  });

  it('is refused for the default one, which another one may become', async () => {
    await own('default.example');
    await bench.call('PATCH', '/domains/default.example', { body: { isDefault: true } });
    expect(await bench.call('DELETE', '/domains/default.example')).toMatchObject({ status: 400 });
    await bench.call('PATCH', '/domains/contoso.example', { body: { isDefault: true } });
    expect(await bench.call('DELETE', '/domains/default.example')).toMatchObject({ status: 204 });
  });

  it('leaves no application published by it', async () => {
    await own('publisher.example');
    await bench.call('PATCH', '/domains/publisher.example', { body: { isDefault: true } });
    const appId = 'aaaaaaaa-0000-4000-8000-000000000002';
    await bench.seed([
      { id: '10000000-0000-4000-8000-000000000001', applications: [{ appId, displayName: 'Published' }] },
    ]);
    const publisher = async () => (await bench.directory.application(appId as never))?.publisherDomain;
    expect(await publisher()).toBe('publisher.example');
    await bench.call('PATCH', '/domains/contoso.example', { body: { isDefault: true } });
    expect(await bench.call('DELETE', '/domains/publisher.example')).toMatchObject({ status: 204 });
    expect(await publisher()).toBe('contoso.example');
  });
});

describe('who may', () => {
  it('list domains: whoever may read the directory, with the permission', async () => {
    expect(await bench.call('GET', '/domains', { as: 'app', roles: ['Domain.Read.All'] })).toMatchObject({
      status: 200,
    });
    expect(await bench.call('GET', '/domains', { as: 'app', roles: ['User.Read.All'] })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', '/domains', { scopes: ['User.Read'] })).toMatchObject({ status: 403 });
  });

  it('change domains: administrators of them, with the permission', async () => {
    const call = (how: object) => bench.call('POST', '/domains', { body: { id: 'mine.example' }, ...how });
    expect(await call({ as: personId('blake') })).toMatchObject({ status: 403 });
    expect(await call({ as: avery, scopes: ['Domain.Read.All'] })).toMatchObject({ status: 403 });
    expect(await call({ as: 'app', roles: ['Domain.ReadWrite.All'] })).toMatchObject({ status: 201 });
    for (const [method, path] of [
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/verify'],
    ] as const) {
      expect(
        await bench.call(method, `/domains/mine.example${path}`, { as: personId('blake'), body: {} }),
      ).toMatchObject({
        status: 403,
      });
    }
  });

  it('see who is named by a domain: those who may see those', async () => {
    const how = { as: 'app', roles: ['Domain.Read.All'] } as const;
    const { body } = await bench.call('GET', '/domains/contoso.example/domainNameReferences', how);
    const [first] = body.value as readonly { readonly id: string; readonly displayName: unknown }[];
    expect(first).toMatchObject({ id: expect.any(String), displayName: null });
  });
});
