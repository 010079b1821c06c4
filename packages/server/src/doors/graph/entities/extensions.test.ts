import type { AppId, ApplicationId } from '@gatehouse/model';
import type { ExtensionProperty } from '@gatehouse/policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createExtensionProperty,
  createSchemaExtension,
  deleteExtensionProperty,
  isRefused,
} from '../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../graph-bench.fixture.js';

const appId = 'abcdef01-0000-4000-8000-000000000001' as AppId;
const applicationId = 'abcdef01-0000-4000-8000-0000000000ff' as ApplicationId;
const by = { actor: { kind: 'operator', name: 'bench' } } as const;
const full = (name: string) => `extension_${appId.replaceAll('-', '')}_${name}`;

let bench: GraphBench;
let courses: string;
const ids = new Map<string, string>();

async function define(name: string, dataType: ExtensionProperty['dataType'], more: Partial<ExtensionProperty> = {}) {
  const draft: ExtensionProperty = { name, dataType, isMultiValued: false, targetObjects: ['User'], ...more };
  const made = await bench.directory.perform(tenant, by, createExtensionProperty(applicationId, draft));
  if (isRefused(made)) throw new Error(made.detail ?? made.reason);
  ids.set(name, made.id);
}

beforeAll(async () => {
  bench = await openGraphBench({
    applications: [{ id: applicationId, appId, displayName: 'Training' }],
    groups: [
      { id: 'abcdef01-0000-4000-8000-0000000000aa', displayName: 'Team', mailNickname: 'team', securityEnabled: true },
    ],
  });
  await define('skill', 'String', { targetObjects: ['User', 'Group'] });
  await define('level', 'Integer');
  await define('budget', 'LargeInteger');
  await define('certified', 'Boolean');
  await define('since', 'DateTime');
  await define('badge', 'Binary');
  await define('topics', 'String', { isMultiValued: true });
  await define('scores', 'Integer', { isMultiValued: true });
  await define('floor', 'String', { targetObjects: ['Group'] });
  await define('tags', 'String', { isMultiValued: true, targetObjects: ['User', 'Group'] });
  const made = await bench.directory.perform(
    tenant,
    by,
    createSchemaExtension({
      id: 'courses',
      owner: appId,
      targetTypes: ['User'],
      properties: [
        { name: 'courseId', type: 'Integer' },
        { name: 'courseName', type: 'String' },
        { name: 'passed', type: 'Boolean' },
      ],
    }),
  );
  if (isRefused(made)) throw new Error(made.reason);
  courses = made.id;
});
afterAll(() => bench.close());

const blake = `/users/${personId('blake')}`;
const patch = (body: object, path = blake) => bench.call('PATCH', path, { body });
const select = async (...names: string[]) => {
  const { status, body } = await bench.call('GET', `${blake}?$select=${names.join(',')}`);
  const { '@odata.context': _context, ...shown } = body;
  return { status, shown };
};
const named = async (filter: string, path = '/users') => {
  const { status, body } = await bench.call('GET', `${path}?$filter=${encodeURIComponent(filter)}&$select=displayName`);
  const found = (body.value as readonly { readonly displayName: string }[] | undefined) ?? [];
  return { status, names: found.map(({ displayName }) => displayName) };
};

describe('a directory extension', () => {
  it.each<[string, unknown, unknown]>([
    ['skill', 'baking', 'baking'],
    ['level', 7, 7],
    ['budget', 9_007_199_254_740_991, 9_007_199_254_740_991],
    ['certified', true, true],
    ['since', '2030-01-02T03:04:05+01:00', '2030-01-02T02:04:05.000Z'],
    ['badge', 'AQID', 'AQID'],
    ['topics', ['bread', 'cake'], ['bread', 'cake']],
    ['scores', [3, 1], [3, 1]],
  ])('%s is written, and read when it is selected', async (name, given, kept) => {
    expect(await patch({ [full(name)]: given })).toMatchObject({ status: 204 });
    expect(await select('displayName', full(name))).toEqual({
      status: 200,
      shown: { displayName: 'blake', [full(name)]: kept },
    });
    expect((await bench.call('GET', blake)).body).not.toHaveProperty(full(name));
  });

  it('is written with the type that clients say beside it', async () => {
    const body = { [`${full('topics')}@odata.type`]: '#Collection(String)', [full('topics')]: ['pie'] };
    expect(await patch(body)).toMatchObject({ status: 204 });
    expect((await select(full('topics'))).shown).toEqual({ [full('topics')]: ['pie'] });
    expect(await patch({ ...body, [`${full('topics')}@odata.type`]: '#Collection(Int32)' })).toMatchObject({
      status: 400,
    });
  });

  it('is given to a new user, and taken away by null', async () => {
    const made = await bench.call('POST', '/users', {
      body: {
        accountEnabled: true,
        displayName: 'nell',
        mailNickname: 'nell',
        userPrincipalName: 'nell@contoso.example',
        passwordProfile: { password: 'Fake-Pass-123' },
        [full('skill')]: 'singing',
      },
    });
    expect(made.status).toBe(201);
    expect(await named(`${full('skill')} eq 'singing'`)).toEqual({ status: 200, names: ['nell'] });
    await patch({ [full('skill')]: null }, `/users/${String(made.body.id)}`);
    expect(await named(`${full('skill')} eq 'singing'`)).toEqual({ status: 200, names: [] });
  });

  it.each<[string, string, unknown]>([
    ['a value of another type', 'level', 'seven'],
    ['one value for several', 'topics', 'bread'],
    ['several values for one', 'skill', ['a']],
    ['a text that is too long', 'skill', 'x'.repeat(257)],
    ['too many bytes', 'badge', Buffer.alloc(257).toString('base64')],
    ['a number that is too large', 'level', 2 ** 31],
    ['no moment', 'since', 'tomorrow'],
    ['an object that it is not for', 'floor', 'third'],
    ['a name that nobody defined', 'nothing', 'x'],
  ])('refuses %s', async (_title, name, value) => {
    expect(await patch({ [full(name)]: value })).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_BadRequest' } },
    });
  });

  it('is there for groups too', async () => {
    const group = '/groups/abcdef01-0000-4000-8000-0000000000aa';
    expect(await patch({ [full('skill')]: 'cooking', [full('floor')]: 'third' }, group)).toMatchObject({
      status: 204,
      text: '',
    });
    expect((await bench.call('GET', `${group}?$select=${full('floor')}`)).body).toMatchObject({
      [full('floor')]: 'third',
    });
    expect(await named(`${full('skill')} eq 'COOKING'`, '/groups')).toEqual({ status: 200, names: ['Team'] });
  });

  it('is not there in another tenant', async () => {
    const how = { tenant: otherTenant, as: personId('mallory') };
    const url = `/users/${personId('mallory')}?$select=${full('skill')}`;
    expect(await bench.call('GET', url, how)).toMatchObject({ status: 400 });
  });
});

describe('a filter by a directory extension', () => {
  beforeAll(async () => {
    await patch({
      [full('skill')]: 'baking',
      [full('level')]: 7,
      [full('certified')]: true,
      [full('topics')]: ['bread'],
    });
    await patch({ [full('level')]: 3, [full('certified')]: false }, `/users/${personId('casey')}`);
  });

  it.each([
    [`${full('skill')} eq 'Baking'`, ['blake']],
    [`startsWith(${full('skill')},'ba')`, ['blake']],
    [`${full('skill')} in ('x','baking')`, ['blake']],
    [`${full('level')} eq 7`, ['blake']],
    [`${full('level')} lt 7`, ['casey']],
    [`${full('certified')} eq false`, ['casey']],
    [`${full('topics')}/any(t:t eq 'bread')`, ['blake']],
    [`${full('LEVEL')} eq 7 and displayName eq 'blake'`, ['blake']],
  ])('%s', async (filter, names) => {
    expect(await named(filter)).toEqual({ status: 200, names });
  });

  it.each([
    `${full('since')} eq 2030-01-02T02:04:05Z`,
    `${full('badge')} eq 'AQID'`,
    `${full('scores')}/any(s:s eq 3)`,
    `${full('level')} eq 'seven'`,
    `${full('nothing')} eq 'x'`,
    `${full('floor')} eq 'x'`,
    `contains(${full('skill')},'a')`,
  ])('is refused where nothing serves it: %s', async (filter) => {
    expect(await named(filter)).toMatchObject({ status: 400 });
  });

  it('sorts by none', async () => {
    expect(await bench.call('GET', `/users?$orderby=${full('skill')}`)).toMatchObject({ status: 400 });
  });
});

describe('a schema extension', () => {
  it('is a structured value, whose members change one by one and which goes with the last', async () => {
    await patch({ [courses]: { courseId: 100, courseName: 'Bread' } });
    expect((await select(courses)).shown).toEqual({ [courses]: { courseId: 100, courseName: 'Bread' } });
    const body = {
      [courses]: { '@odata.type': '#microsoft.graph.ComplexExtensionValue', courseId: null, passed: true },
    };
    expect(await patch(body)).toMatchObject({ status: 204 });
    expect((await select(courses)).shown).toEqual({ [courses]: { courseName: 'Bread', passed: true } });
    await patch({ [courses]: { courseName: null, passed: null } });
    expect((await select(courses)).shown).toEqual({});
    await patch({ [courses]: { courseId: 1 } });
    await patch({ [courses]: null });
    expect((await select(courses)).shown).toEqual({});
  });

  it('is filtered by its members', async () => {
    await patch({ [courses]: { courseId: 100, courseName: 'Bread', passed: false } });
    expect(await named(`${courses}/courseId eq 100`)).toEqual({ status: 200, names: ['blake'] });
    expect(await named(`${courses}/courseName eq 'bread' and ${courses}/passed eq false`)).toEqual({
      status: 200,
      names: ['blake'],
    });
    expect(await named(`${courses} eq 'x'`)).toMatchObject({ status: 400 });
    expect(await named(`${courses}/nothing eq 'x'`)).toMatchObject({ status: 400 });
  });

  it.each<[string, unknown]>([
    ['a member that it does not have', { courseType: 'x' }],
    ['a member of another type', { courseId: 'x' }],
    ['no structure', 'x'],
    ['a list', [{}]],
  ])('refuses %s', async (_title, value) => {
    expect(await patch({ [courses]: value })).toMatchObject({ status: 400 });
  });

  it('is not there for an object that it is not for', async () => {
    const group = '/groups/abcdef01-0000-4000-8000-0000000000aa';
    expect(await patch({ [courses]: { passed: true } }, group)).toMatchObject({ status: 400 });
    expect(await bench.call('GET', `${group}?$select=${courses}`)).toMatchObject({ status: 400 });
  });
});

describe('extension values', () => {
  it('are at most a hundred of one object, whatever they are of', async () => {
    const drew = `/users/${personId('drew')}`;
    const topics = Array.from({ length: 99 }, (_, index) => `t${index}`);
    expect(await patch({ [full('topics')]: topics, [full('skill')]: 'x' }, drew)).toMatchObject({ status: 204 });
    expect(await patch({ [full('level')]: 1 }, drew)).toMatchObject({
      status: 403,
      body: { error: { code: 'Directory_QuotaExceeded' } },
    });
    expect(await patch({ [courses]: { passed: true } }, drew)).toMatchObject({ status: 403 });
    expect(await patch({ [full('skill')]: null, [full('level')]: 1 }, drew)).toMatchObject({ status: 204 });
  });

  it('are at most a hundred of a new object, and of a group', async () => {
    const most = { [full('tags')]: Array.from({ length: 100 }, (_, index) => `t${index}`) };
    const more = { ...most, [full('skill')]: 'x' };
    const passwordProfile = { password: 'Fake-Pass-123' };
    const person = { accountEnabled: true, displayName: 'max', mailNickname: 'max', passwordProfile };
    const group = { displayName: 'Max', mailNickname: 'max', mailEnabled: false, securityEnabled: true };
    const made = await bench.call('POST', '/groups', { body: { ...group, ...most } });
    expect(made).toMatchObject({ status: 201 });
    const [user, second, third] = [
      await bench.call('POST', '/users', { body: { ...person, userPrincipalName: 'max@contoso.example', ...more } }),
      await bench.call('POST', '/groups', { body: { ...group, ...more } }),
      await patch({ [full('skill')]: 'x' }, `/groups/${String(made.body.id)}`),
    ];
    for (const answer of [user, second, third]) {
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'Directory_QuotaExceeded' } } });
    }
  });

  it('are out of reach once their definition is gone, and count as absent when it comes back as another type', async () => {
    await define('passing', 'String');
    await patch({ [full('passing')]: 'true' });
    await bench.directory.perform(tenant, by, deleteExtensionProperty(applicationId, ids.get('passing') ?? ''));
    expect(await select(full('passing'))).toMatchObject({ status: 400 });
    expect(await named(`${full('passing')} eq 'true'`)).toMatchObject({ status: 400 });
    expect(await patch({ [full('passing')]: 'x' })).toMatchObject({ status: 400 });
    await define('passing', 'Boolean');
    expect(await named(`${full('passing')} eq true`)).toEqual({ status: 200, names: [] });
  });
});
