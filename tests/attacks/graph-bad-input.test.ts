// Bad input at Graph, over HTTP: each refusal has the documented code and shape, nothing is half-written, and nothing makes the platform
// fail, whatever is sent.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphAnswer, type Holdings, startTwoTenants, type TwoTenants } from '../support/two-tenants.js';

let world: TwoTenants;
let own: Holdings;
beforeAll(async () => {
  world = await startTwoTenants();
  own = world.has.alfa;
});
afterAll(() => world.stop());

const admin = ['alfa', 'administrator'] as const;
const application = ['alfa', 'application'] as const;
const call = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) =>
  world.call(method === 'GET' ? admin : callerOf(path), method, path, body, headers);
/** Devices are written by applications alone. */
const callerOf = (path: string) => (path.startsWith('/devices') ? application : admin);

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message?: RegExp;
}
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The whole shape, but for the details that some refusals have (Microsoft Graph documentation: error responses). */
function expectRefusal(answer: GraphAnswer, { status, code, message = /\S/ }: Refusal) {
  const { details: _details, ...error } = (answer.body.error ?? {}) as Readonly<Record<string, unknown>>;
  expect({ status: answer.status, body: { ...answer.body, error } }).toEqual({
    status,
    body: {
      error: {
        code,
        message: expect.stringMatching(message),
        innerError: {
          date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
          'request-id': expect.stringMatching(guid),
          'client-request-id': '00000000-0000-4000-8000-000000000000',
        },
      },
    },
  });
  expect(answer.headers.get('request-id')).toMatch(guid);
}

/** Everything that there is of an object, and how much was ever written. */
async function stateOf(path: string) {
  const { status, text } = await call('GET', path);
  const journal = await world.parts.store.journal.read(own.tenant as never, 0, 100_000);
  return { status, text, changes: journal.length };
}

/** Sends what must be refused, and looks whether anything is another than before. */
async function expectRefused(
  method: string,
  path: string,
  refusal: Refusal,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
  object = path,
) {
  const before = await stateOf(object);
  expectRefusal(await call(method, path, body, headers), refusal);
  expect(await stateOf(object)).toEqual(before);
}

/** Resources of different make: rows of tables, documents, policies, definitions. */
interface Resource {
  readonly at: (own: Holdings) => string;
  /** A property that can be changed, with a value; and the property that can never be. */
  readonly change: readonly [name: string, value: unknown];
  readonly wrong: unknown;
  readonly immutable: readonly [name: string, value: unknown];
  readonly tooLong: readonly [name: string, value: string];
  /** What refusals of values are called; `Request_BadRequest` when absent. */
  readonly code?: string;
}
const text = (length: number) => 'x'.repeat(length);
const resources: Readonly<Record<string, Resource>> = {
  user: {
    at: ({ user }) => `/users/${user}`,
    change: ['jobTitle', 'Half'],
    wrong: 7,
    immutable: ['id', 'dddddddd-0000-4000-8000-000000000001'],
    tooLong: ['jobTitle', text(129)],
  },
  group: {
    at: ({ group }) => `/groups/${group}`,
    change: ['description', 'Half'],
    wrong: { a: 1 },
    immutable: ['createdDateTime', '2020-01-01T00:00:00Z'],
    tooLong: ['displayName', text(257)],
  },
  application: {
    at: (key) => `/applications/${key.application}`,
    change: ['notes', 'Half'],
    wrong: ['x'],
    immutable: ['appId', 'dddddddd-0000-4000-8000-000000000001'],
    tooLong: ['displayName', text(257)],
  },
  'service principal': {
    at: (key) => `/servicePrincipals/${key.servicePrincipal}`,
    change: ['notes', 'Half'],
    wrong: true,
    immutable: ['appId', 'dddddddd-0000-4000-8000-000000000001'],
    tooLong: ['notes', text(1025)],
  },
  device: {
    at: ({ device }) => `/devices/${device}`,
    change: ['operatingSystem', 'Half'],
    wrong: 1,
    immutable: ['id', 'dddddddd-0000-4000-8000-000000000001'],
    tooLong: ['displayName', text(257)],
  },
  unit: {
    at: (key) => `/directory/administrativeUnits/${key.administrativeUnit}`,
    change: ['description', 'Half'],
    wrong: 1,
    immutable: ['id', 'dddddddd-0000-4000-8000-000000000001'],
    tooLong: ['displayName', text(257)],
  },
  policy: {
    at: (key) => `/policies/claimsMappingPolicies/${key.claimsMappingPolicy}`,
    change: ['displayName', 'Half'],
    wrong: 1,
    immutable: ['id', 'dddddddd-0000-4000-8000-000000000001'],
    tooLong: ['displayName', text(257)],
  },
  'access policy': {
    at: (key) => `/identity/conditionalAccess/policies/${key.conditionalAccess}`,
    change: ['displayName', 'Half'],
    wrong: 1,
    immutable: ['createdDateTime', '2020-01-01T00:00:00Z'],
    tooLong: ['displayName', text(257)],
    code: 'BadRequest',
  },
  'role definition': {
    at: (key) => `/roleManagement/directory/roleDefinitions/${key.roleDefinition}`,
    change: ['description', 'Half'],
    wrong: 1,
    immutable: ['id', 'dddddddd-0000-4000-8000-000000000001'],
    tooLong: ['displayName', text(257)],
  },
};

describe.each(Object.entries(resources))('a %s, changed with', (_title, resource) => {
  const { at, change, wrong, immutable, tooLong, code = 'Request_BadRequest' } = resource;
  const [name, value] = change;
  const bad: Refusal = { status: 400, code };

  test('a property that there is not', () =>
    expectRefused('PATCH', at(own), bad, { [name]: value, noSuchProperty: 'x' }));

  test('a value of the wrong type', () => expectRefused('PATCH', at(own), bad, { [name]: wrong }));

  test('a property twice', () =>
    expectRefused('PATCH', at(own), { status: 400, code: 'BadRequest' }, `{"${name}":"Half","${name}":"Other"}`));

  test('a property twice, once with an escaped name', () => {
    const escaped = `\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}`;
    return expectRefused(
      'PATCH',
      at(own),
      { status: 400, code: 'BadRequest' },
      `{"${name}":"Half","${escaped}":"Other"}`,
    );
  });

  test('a property that never changes', () =>
    expectRefused('PATCH', at(own), bad, { [name]: value, [immutable[0]]: immutable[1] }));

  test('a value that is too long', () =>
    expectRefused('PATCH', at(own), bad, { [name]: value, [tooLong[0]]: tooLong[1] }));

  test.each([
    ['no object', '[]'],
    ['no JSON', '{"a":'],
    ['a number', '7'],
    ['a property of every object', '{"__proto__":{"displayName":"x"}}'],
    ['a constructor', '{"constructor":{"prototype":{}}}'],
  ])('%s', (_what, body) =>
    expectRefused('PATCH', at(own), { status: 400, code: expect.stringMatching(/BadRequest$/) as never }, body),
  );

  test('a tag that it no longer has', () =>
    expectRefused(
      'PATCH',
      at(own),
      { status: 412, code: 'PreconditionFailed' },
      { [name]: value },
      { 'if-match': '"stale"' },
    ));

  test('a filter that cannot be read', async () => {
    const set = at(own).replace(/\/[^/]+$/, '');
    expectRefusal(await call('GET', `${set}?$filter=displayName eq`), { status: 400, code: 'BadRequest' });
    expectRefusal(await call('GET', `${set}?$filter=noSuchProperty eq 'x'`), { status: 400, code: 'BadRequest' });
    expectRefusal(await call('GET', `${set}?$skiptoken=AAAA`), { status: 400, code: 'Directory_ExpiredPageToken' });
  });
});

describe('a token of a list', () => {
  const page = { status: 400, code: 'Directory_ExpiredPageToken' };
  const changes = { status: 410, code: 'syncStateNotFound' };
  test.each([
    ['users', '/users?$top=1', page],
    ['groups', '/groups?$top=1', page],
    ['applications', '/applications?$top=1', page],
    ['the changes of users', '/users/delta', changes],
    ['the changes of groups', '/groups/delta', changes],
  ])('of %s is refused when it was cut, changed, repeated, or is another list’s', async (_what, path, bad) => {
    const { body } = await call('GET', path);
    const link = String(body['@odata.nextLink'] ?? body['@odata.deltaLink']).slice(world.baseUrl.length);
    const [address = '', token = ''] = link.split('token=');
    expect(token).toMatch(/^.{20}/);
    const middle = Math.floor(token.length / 2);
    const changed = `${token.slice(0, middle)}${token[middle] === 'A' ? 'B' : 'A'}${token.slice(middle + 1)}`;
    for (const odd of [changed, token.slice(0, -1), token.slice(1), 'AAAA', `${token}A`, text(5000)]) {
      expectRefusal(await call('GET', `${address}token=${odd}`), bad);
    }
    const [, again] = /[?&]([^=]*token=)/.exec(link) ?? [];
    for (const odd of ['%00', `${token}&${again}${token}`]) {
      expect((await call('GET', `${address}token=${odd}`)).status).toBeGreaterThanOrEqual(400);
    }
    const elsewhere = link.replace(/users|groups|applications/, (set) => (set === 'users' ? 'groups' : 'users'));
    expectRefusal(await call('GET', elsewhere), bad);
    expect((await call('GET', link)).status).toBe(200);
  });
});

describe('groups in a ring', () => {
  test('have transitive members all the same, and each stands there once', async () => {
    const add = (group: string | undefined, member: string | undefined) =>
      call('POST', `/groups/${group}/members/$ref`, {
        '@odata.id': `${world.baseUrl}/v1.0/groups/${member}`,
      });
    // The second is the first one's parent already.
    expect((await add(own.group, own.nested)).status).toBe(204);
    for (const [group, other] of [
      [own.group, own.nested],
      [own.nested, own.group],
    ]) {
      const { body } = await call('GET', `/groups/${group}/transitiveMembers?$select=id`);
      const ids = (body.value as readonly { readonly id: string }[]).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining([other, own.user]));
      expect((await call('GET', `/groups/${group}/transitiveMemberOf`)).status).toBe(200);
      const asked = await call('POST', `/groups/${group}/checkMemberGroups`, { groupIds: [other] });
      expect(asked.body.value).toEqual([other]);
    }
    const held = await call('POST', `/users/${own.user}/getMemberObjects`, { securityEnabledOnly: false });
    expect(held.body.value).toEqual(expect.arrayContaining([own.group, own.nested]));
    await call('DELETE', `/groups/${own.group}/members/${own.nested}/$ref`);
  });

  test('of one are no other', async () => {
    const members = `/groups/${own.group}/members`;
    const self = { '@odata.id': `${world.baseUrl}/v1.0/groups/${own.group}` };
    expect((await call('POST', `${members}/$ref`, self)).status).toBe(204);
    const { body } = await call('GET', `/groups/${own.group}/transitiveMembers?$select=id`);
    const ids = (body.value as readonly { readonly id: string }[]).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(ids).toEqual(expect.arrayContaining([own.user, own.group]));
    expect((await call('DELETE', `${members}/${own.group}/$ref`)).status).toBe(204);
  });
});

describe('the last one who could', () => {
  const bad = { status: 400, code: 'Request_BadRequest' };

  test('owner of a group stays its owner', () =>
    expectRefused(
      'DELETE',
      `/groups/${own.group}/owners/${own.admin}/$ref`,
      { ...bad, message: /must have at least one owner/ },
      undefined,
      {},
      `/groups/${own.group}/owners`,
    ));

  test.each([
    ['disabled', 'PATCH', () => `/users/${own.admin}`, { accountEnabled: false }],
    ['deleted', 'DELETE', () => `/users/${own.admin}`, undefined],
    ['deleted as an object', 'DELETE', () => `/directoryObjects/${own.admin}`, undefined],
  ] as const)('administrator is not %s', (_what, method, path, body) =>
    expectRefused(method, path(), { ...bad, message: /last Global Administrator/ }, body, {}, `/users/${own.admin}`),
  );

  test('administrator does not lose the role', async () => {
    const { body } = await call(
      'GET',
      `/roleManagement/directory/roleAssignments?$filter=principalId eq '${own.admin}'`,
    );
    const rows = body.value as readonly { readonly id: string; readonly roleDefinitionId: string }[];
    const held = rows.find(({ roleDefinitionId }) => roleDefinitionId === '62e90394-69f5-4237-9190-012177145e10');
    const assignments = '/roleManagement/directory/roleAssignments';
    const last = { ...bad, message: /last Global Administrator/ };
    await expectRefused('DELETE', `${assignments}/${held?.id}`, last, undefined, {}, assignments);
    const members = "/directoryRoles(roleTemplateId='62e90394-69f5-4237-9190-012177145e10')/members";
    await expectRefused('DELETE', `${members}/${own.admin}/$ref`, last, undefined, {}, members);
  });

  test('of a batch fails alone, and what depends on it is not done', async () => {
    const before = await stateOf(`/users/${own.user}`);
    const { body } = await call('POST', '/$batch', {
      requests: [
        { id: '1', method: 'DELETE', url: `/users/${own.admin}` },
        { id: '2', method: 'PATCH', url: `/users/${own.user}`, body: { jobTitle: 'Half' }, dependsOn: ['1'] },
      ],
    });
    expect(body.responses).toMatchObject([
      { status: 400 },
      { status: 424, body: { error: { code: 'FailedDependency' } } },
    ]);
    expect(await stateOf(`/users/${own.user}`)).toEqual(before);
  });
});
