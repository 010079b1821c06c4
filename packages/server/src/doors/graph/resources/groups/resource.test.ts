import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

type Body = Readonly<Record<string, unknown>>;
const draft = (name: string, more: object = {}) => ({
  displayName: name,
  mailEnabled: false,
  mailNickname: name.toLowerCase().replaceAll(' ', '-'),
  securityEnabled: true,
  ...more,
});
async function made(name: string, more: object = {}): Promise<string> {
  const { status, body } = await bench.call('POST', '/groups', { body: draft(name, more) });
  expect({ status, error: body.error }).toEqual({ status: 201, error: undefined });
  return String(body.id);
}
const idsOf = (body: Body) => (body.value as readonly { readonly id: string }[]).map(({ id }) => id);
const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });
const bind = (...ids: string[]) => ids.map((id) => `https://graph.microsoft.com/v1.0/users/${id}`);

describe('a new group', () => {
  it('is answered whole, and owned by whoever makes it', async () => {
    const { status, body, headers } = await bench.call('POST', '/groups', { body: draft('Bakers') });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { displayName: 'Bakers', securityEnabled: true, mailEnabled: false, groupTypes: [], visibility: null },
    });
    expect(headers.location).toBe(`https://login.example/v1.0/groups/${String(body.id)}`);
    const owners = await bench.call('GET', `/groups/${String(body.id)}/owners`);
    expect(idsOf(owners.body)).toEqual([personId('avery')]);
  });

  it('comes with its members and owners, all of them or none', async () => {
    const id = await made('Cooks', {
      'members@odata.bind': bind(personId('blake'), personId('casey')),
      'owners@odata.bind': bind(personId('drew')),
    });
    expect(idsOf((await bench.call('GET', `/groups/${id}/members`)).body)).toEqual([
      personId('blake'),
      personId('casey'),
    ]);
    expect(idsOf((await bench.call('GET', `/groups/${id}/owners`)).body)).toEqual([personId('drew')]);
    const nobody = '70000000-0000-4000-8000-0000000000ff';
    const broken = draft('Broken', { 'members@odata.bind': bind(personId('blake'), nobody) });
    expect(await bench.call('POST', '/groups', { body: broken })).toMatchObject({ status: 404 });
    expect((await bench.call('GET', "/groups?$filter=displayName eq 'Broken'")).body.value).toEqual([]);
  });

  it.each([
    ['no display name', { displayName: undefined }],
    ['no alias', { mailNickname: undefined }],
    ['an alias with a space', { mailNickname: 'a b' }],
    ['mail without being a Microsoft 365 group', { mailEnabled: true }],
    ['a type that is none', { groupTypes: ['Odd'] }],
    ['a dynamic group without a rule', { groupTypes: ['DynamicMembership'] }],
    [
      'a rule that cannot be read',
      { groupTypes: ['DynamicMembership'], membershipRule: 'user.x ~ 1', membershipRuleProcessingState: 'On' },
    ],
    ['a role-assignable dynamic group', { isAssignableToRole: true, groupTypes: ['DynamicMembership'] }],
    ['mail, which is given by the service', { mail: 'x@contoso.example' }],
    ['members in place', { members: [] }],
    ['a description that is too long', { description: 'x'.repeat(1025) }],
  ])('is refused with %s', async (_title, change) => {
    const answer = await bench.call('POST', '/groups', { body: draft('Refused', change) });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
  });

  it('that is a Microsoft 365 group has an address', async () => {
    const more = { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false, visibility: 'Private' };
    const id = await made('Team', more);
    expect((await bench.call('GET', `/groups/${id}`)).body).toMatchObject({
      mail: 'team@contoso.example',
      visibility: 'Private',
    });
  });

  it('may be made by a plain member, who owns it, and by no guest', async () => {
    const how = { as: personId('blake'), scopes: ['Group.ReadWrite.All', 'GroupMember.Read.All'] };
    const { status, body } = await bench.call('POST', '/groups', { ...how, body: draft('Plain') });
    expect(status).toBe(201);
    const path = `/groups/${String(body.id)}`;
    expect(idsOf((await bench.call('GET', `${path}/owners`, how)).body)).toEqual([personId('blake')]);
    expect(await bench.call('PATCH', path, { ...how, body: { description: 'mine' } })).toMatchObject({ status: 204 });
    const casey = { ...how, as: personId('casey') };
    expect(await bench.call('PATCH', path, { ...casey, body: { description: 'theirs' } })).toMatchObject({
      status: 403,
    });
  });
});

describe('a group', () => {
  it('is found by name, type, beginning and word', async () => {
    await made('Search Party', { description: 'those who look' });
    const found = async (query: string, headers = {}) =>
      (await bench.call('GET', `/groups?${query}&$select=displayName`, { headers })).body.value;
    const party = [{ displayName: 'Search Party' }];
    expect(await found("$filter=displayName eq 'search party'")).toEqual(party);
    expect(await found("$filter=startswith(displayName,'search')")).toEqual(party);
    expect(await found("$filter=groupTypes/any(t:t eq 'Unified') and startswith(displayName,'search')")).toEqual([]);
    const eventual = { ConsistencyLevel: 'eventual' };
    expect(await found('$search="displayName:par"', eventual)).toEqual(party);
    expect(await found('$search="description:look"', eventual)).toEqual(party);
  });

  it('changes as the body says, and what never changes is refused', async () => {
    const path = `/groups/${await made('Changed')}`;
    expect(await bench.call('PATCH', path, { body: { displayName: 'Renamed', theme: 'Blue' } })).toMatchObject({
      status: 204,
    });
    expect((await bench.call('GET', path)).body).toMatchObject({ displayName: 'Renamed', theme: 'Blue' });
    for (const body of [
      { isAssignableToRole: true },
      { mailEnabled: true },
      { groupTypes: ['Unified'] },
      { mailNickname: 'a b' },
    ]) {
      expect(await bench.call('PATCH', path, { body })).toMatchObject({ status: 400 });
    }
  });

  it('is deleted, and answers 404 from then on', async () => {
    const path = `/groups/${await made('Gone')}`;
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', path)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', '/groups/not-a-guid')).toMatchObject({ status: 404 });
  });
});

describe('a group that an operator brought without an alias', () => {
  it('can be changed all the same', async () => {
    const id = '90000000-0000-4000-8000-0000000000aa';
    await bench.seed([{ id: tenant, groups: [{ id, displayName: 'Brought' }] }]);
    expect(await bench.call('PATCH', `/groups/${id}`, { body: { description: 'changed' } })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('PATCH', `/groups/${id}`, { body: { mailNickname: 'a b' } })).toMatchObject({
      status: 400,
    });
  });
});

describe('members', () => {
  it('are added and removed by reference, each once', async () => {
    const path = `/groups/${await made('Membership')}/members`;
    const add = () => bench.call('POST', `${path}/$ref`, { body: reference(personId('ellis')) });
    expect(await add()).toMatchObject({ status: 204 });
    expect(await add()).toMatchObject({
      status: 400,
      body: {
        error: {
          message:
            "One or more added object references already exist for the following modified properties: 'members'.",
        },
      },
    });
    expect(idsOf((await bench.call('GET', path)).body)).toEqual([personId('ellis')]);
    const remove = () => bench.call('DELETE', `${path}/${personId('ellis')}/$ref`);
    expect(await remove()).toMatchObject({ status: 204 });
    expect(await remove()).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${path}/no-guid/$ref`)).toMatchObject({ status: 404 });
  });

  it.each([
    ['somebody who is not there', reference('70000000-0000-4000-8000-0000000000ff'), 404],
    ['somebody of another tenant', reference(personId('mallory')), 404],
    ['nobody', {}, 400],
    ['no address of an object', { '@odata.id': 'https://graph.microsoft.com/v1.0/users' }, 400],
  ])('cannot be %s', async (_title, body, status) => {
    const path = `/groups/${await made('Strangers')}/members`;
    expect(await bench.call('POST', `${path}/$ref`, { body })).toMatchObject({ status });
    expect((await bench.call('GET', path)).body.value).toEqual([]);
  });

  it('can be listed by kind, filtered, counted, and as references', async () => {
    const inner = await made('Inner', { 'members@odata.bind': bind(personId('casey')) });
    const id = await made('Outer', { 'members@odata.bind': bind(personId('blake'), inner) });
    const get = async (path: string, headers = {}) => bench.call('GET', `/groups/${id}/${path}`, { headers });
    const eventual = { ConsistencyLevel: 'eventual' };
    expect(idsOf((await get('members/microsoft.graph.user')).body)).toEqual([personId('blake')]);
    expect(idsOf((await get('members/microsoft.graph.group')).body)).toEqual([inner]);
    expect(idsOf((await get("members/microsoft.graph.user?$filter=startswith(displayName,'x')")).body)).toEqual([]);
    expect(await get('members/$count', eventual)).toMatchObject({ status: 200, text: '2' });
    expect(await get('transitiveMembers/$count', eventual)).toMatchObject({ text: '3' });
    expect(await get('transitiveMembers/microsoft.graph.user/$count', eventual)).toMatchObject({ text: '2' });
    const references = (await get('members/$ref')).body.value as readonly Body[];
    expect(references).toContainEqual({ '@odata.id': `https://login.example/v1.0/directoryObjects/${inner}` });
    const typed = (await get('members?$select=id')).body.value;
    expect(typed).toContainEqual({ '@odata.type': '#microsoft.graph.group', id: inner });
  });

  it('of groups that hold each other are each listed once', async () => {
    const one = await made('Ring one', { 'members@odata.bind': bind(personId('drew')) });
    const other = await made('Ring two', { 'members@odata.bind': bind(one) });
    await bench.call('POST', `/groups/${one}/members/$ref`, { body: reference(other) });
    await bench.call('POST', `/groups/${one}/members/$ref`, { body: reference(one) });
    const { body } = await bench.call('GET', `/groups/${one}/transitiveMembers`);
    expect(idsOf(body).sort()).toEqual([one, other, personId('drew')].sort());
    const around = await bench.call('GET', `/groups/${one}/transitiveMemberOf`);
    expect(idsOf(around.body).sort()).toEqual([one, other].sort());
  });

  it('of a dynamic group cannot be changed by hand', async () => {
    const id = await made('By rule', {
      groupTypes: ['DynamicMembership'],
      membershipRule: 'user.department -eq "Sales"',
      membershipRuleProcessingState: 'On',
    });
    const answer = await bench.call('POST', `/groups/${id}/members/$ref`, { body: reference(personId('ellis')) });
    expect(answer).toMatchObject({ status: 400 });
  });

  it('may not be changed by those who neither own nor administer', async () => {
    const id = await made('Closed');
    const how = { as: personId('blake'), scopes: ['GroupMember.ReadWrite.All'], body: reference(personId('blake')) };
    expect(await bench.call('POST', `/groups/${id}/members/$ref`, how)).toMatchObject({ status: 403 });
    await bench.call('POST', `/groups/${id}/owners/$ref`, { body: reference(personId('blake')) });
    expect(await bench.call('POST', `/groups/${id}/members/$ref`, how)).toMatchObject({ status: 204 });
  });
});

describe('owners', () => {
  it('cannot all be removed', async () => {
    const path = `/groups/${await made('Owned')}/owners`;
    expect(await bench.call('DELETE', `${path}/${personId('avery')}/$ref`)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('at least one owner') } },
    });
    await bench.call('POST', `${path}/$ref`, { body: reference(personId('blake')) });
    expect(await bench.call('DELETE', `${path}/${personId('avery')}/$ref`)).toMatchObject({ status: 204 });
    expect(idsOf((await bench.call('GET', path)).body)).toEqual([personId('blake')]);
  });
});

describe('expanding', () => {
  it('shows members inside the group, with what is selected of them', async () => {
    const id = await made('Shown', { 'members@odata.bind': bind(personId('blake')) });
    const { body } = await bench.call('GET', `/groups/${id}?$select=id&$expand=members($select=id,displayName)`);
    expect(body).toMatchObject({
      id,
      members: [{ '@odata.type': '#microsoft.graph.user', id: personId('blake'), displayName: 'blake' }],
    });
  });

  it('takes one navigation at a time', async () => {
    expect(await bench.call('GET', '/groups?$expand=members,owners')).toMatchObject({ status: 400 });
    expect(await bench.call('GET', '/groups?$expand=nothing')).toMatchObject({ status: 400 });
  });
});

describe('the changes of groups', () => {
  const relative = (link: unknown) => String(link).slice('https://login.example/v1.0'.length);

  it('are everything first, then what changed since, then nothing', async () => {
    const id = await made('Delta', { 'members@odata.bind': bind(personId('blake')) });
    let url = '/groups/delta?$select=displayName,members';
    const seen = new Map<string, Body>();
    for (let page = 0; page < 20; page += 1) {
      const { status, body } = await bench.call('GET', url, { headers: { Prefer: 'odata.maxpagesize=3' } });
      expect(status).toBe(200);
      for (const one of body.value as readonly Body[]) seen.set(String(one.id), one);
      url = relative(body['@odata.nextLink'] ?? body['@odata.deltaLink']);
      if (body['@odata.deltaLink'] !== undefined) break;
    }
    expect(seen.get(id)).toMatchObject({
      displayName: 'Delta',
      'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: personId('blake') }],
    });

    const gone = await made('Delta gone');
    await bench.call('DELETE', `/groups/${gone}`);
    await bench.call('PATCH', `/groups/${id}`, { body: { displayName: 'Delta renamed' } });
    await bench.call('POST', `/groups/${id}/members/$ref`, { body: reference(personId('casey')) });
    await bench.call('DELETE', `/groups/${id}/members/${personId('blake')}/$ref`);
    const changes = await bench.call('GET', url);
    const value = changes.body.value as readonly Body[];
    expect(value.find((one) => one.id === id)).toEqual({
      id,
      displayName: 'Delta renamed',
      'members@delta': [
        { '@odata.type': '#microsoft.graph.user', id: personId('casey') },
        { '@odata.type': '#microsoft.graph.user', id: personId('blake'), '@removed': { reason: 'deleted' } },
      ],
    });
    expect(value.find((one) => one.id === gone)).toEqual({ id: gone, '@removed': { reason: 'changed' } });
    expect(value).toHaveLength(2);

    await bench.call('DELETE', `/directory/deletedItems/${gone}`);
    const purged = await bench.call('GET', relative(changes.body['@odata.deltaLink']));
    expect(purged.body.value).toEqual([{ id: gone, '@removed': { reason: 'deleted' } }]);
    const quiet = await bench.call('GET', relative(purged.body['@odata.deltaLink']));
    expect(quiet.body.value).toEqual([]);
  });

  it('can begin now', async () => {
    const { body } = await bench.call('GET', '/groups/delta?$deltatoken=latest');
    expect(body.value).toEqual([]);
    const id = await made('After the token');
    const changes = await bench.call('GET', relative(body['@odata.deltaLink']));
    expect(idsOf(changes.body)).toEqual([id]);
  });

  it('are told by no token of another tenant or another selection', async () => {
    const { body } = await bench.call('GET', '/groups/delta?$deltatoken=latest');
    const url = relative(body['@odata.deltaLink']);
    const mallory = { tenant: otherTenant, as: personId('mallory'), scopes: ['Group.Read.All'] };
    expect(await bench.call('GET', url, mallory)).toMatchObject({ status: 410 });
    expect(await bench.call('GET', `${url}&$select=displayName`)).toMatchObject({ status: 410 });
  });
});

describe('groups of another tenant', () => {
  it('are not there, whatever the way', async () => {
    const id = await made('Ours');
    const mallory = { tenant: otherTenant, as: personId('mallory'), scopes: ['Group.ReadWrite.All'] };
    for (const path of [`/groups/${id}`, `/groups/${id}?$expand=members`]) {
      expect(await bench.call('GET', path, mallory)).toMatchObject({ status: 404 });
    }
    expect((await bench.call('GET', `/groups?$filter=id eq '${id}'`, mallory)).body.value).toEqual([]);
    expect((await bench.call('GET', `/groups/${id}/members`, mallory)).body.value ?? []).toEqual([]);
    const batch = { requests: [{ id: '1', method: 'GET', url: `/groups/${id}` }] };
    const { body } = await bench.call('POST', '/$batch', { ...mallory, body: batch });
    expect(body.responses).toMatchObject([{ id: '1', status: 404 }]);
  });
});
