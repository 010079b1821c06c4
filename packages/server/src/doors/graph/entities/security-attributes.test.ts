import type { UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AttributeDefinition,
  changeAttributeDefinition,
  createAttributeDefinition,
  createAttributeSet,
  createRoleAssignment,
  isRefused,
} from '../../../directory/index.js';
import {
  avery,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
  tenant,
} from '../graph-bench.fixture.js';

const by = { actor: { kind: 'operator', name: 'bench' } } as const;
const assignmentAdministrator = '58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d';
const assignmentReader = 'ffd52fa5-98dc-465c-991d-fc073eb59f8f';

let bench: GraphBench;
async function give(principalId: string, roleDefinitionId: string, directoryScopeId = '/') {
  const made = await bench.directory.perform(
    tenant,
    by,
    createRoleAssignment({ principalId, roleDefinitionId, directoryScopeId }),
  );
  if (isRefused(made)) throw new Error(made.reason);
}
async function define(name: string, more: Partial<AttributeDefinition>) {
  const draft: AttributeDefinition = {
    attributeSet: 'Engineering',
    name,
    type: 'String',
    isCollection: false,
    isSearchable: true,
    status: 'Available',
    usePreDefinedValuesOnly: false,
    allowedValues: [],
    ...more,
  };
  const made = await bench.directory.perform(tenant, by, createAttributeDefinition(draft));
  if (isRefused(made)) throw new Error(made.detail ?? made.reason);
}
const deactivate = (id: string) =>
  bench.directory.perform(
    tenant,
    by,
    changeAttributeDefinition(id, (before) => ({ ...before, status: 'Deprecated' })),
  );

beforeAll(async () => {
  bench = await openGraphBench();
  await give(personId('blake'), assignmentAdministrator);
  await give(personId('casey'), assignmentReader);
  for (const id of ['Engineering', 'Marketing']) await bench.directory.perform(tenant, by, createAttributeSet({ id }));
  await define('ProjectDate', {});
  const projects = ['Alpine', 'Baker', 'Cascade'].map((id) => ({ id, isActive: id !== 'Cascade' }));
  await define('Project', { isCollection: true, usePreDefinedValuesOnly: true, allowedValues: projects });
  await define('Vendors', { type: 'Integer' });
  await define('CostCenter', { type: 'Integer', isCollection: true });
  await define('Certification', { type: 'Boolean' });
  await define('EmployeeId', { attributeSet: 'Marketing' });
  await define('Hidden', { attributeSet: 'Marketing', isSearchable: false });
  await define('Words', { attributeSet: 'Marketing', isCollection: true });
});
afterAll(() => bench.close());

const blake: BenchCall = { as: personId('blake') };
const pathOf = (id: UserId) => `/users/${id}`;
const assign = (id: UserId, customSecurityAttributes: unknown, how: BenchCall = blake) =>
  bench.call('PATCH', pathOf(id), { ...how, body: { customSecurityAttributes } });
const read = async (id: UserId, how: BenchCall = blake) => {
  const { status, body } = await bench.call('GET', `${pathOf(id)}?$select=customSecurityAttributes`, how);
  return status === 200 ? body.customSecurityAttributes : status;
};
const value = (of: object) => ({ '@odata.type': '#Microsoft.DirectoryServices.CustomSecurityAttributeValue', ...of });
const shown = (of: object) => ({ '@odata.type': '#microsoft.graph.customSecurityAttributeValue', ...of });

describe('custom security attributes of a user', () => {
  const drew = personId('drew');

  it('are assigned one by one, and shown when they are selected', async () => {
    const first = {
      Engineering: value({
        ProjectDate: '2030-10-01',
        'Project@odata.type': '#Collection(String)',
        Project: ['Baker', 'Alpine'],
        'Vendors@odata.type': '#Int32',
        Vendors: 4,
        Certification: true,
      }),
    };
    expect(await assign(drew, first)).toMatchObject({ status: 204, text: '' });
    const second = {
      Engineering: { 'CostCenter@odata.type': '#Collection(Int32)', CostCenter: [1001] },
      Marketing: value({ EmployeeId: 'QN26904' }),
    };
    expect(await assign(drew, second)).toMatchObject({ status: 204 });
    expect(await read(drew)).toEqual({
      Engineering: shown({
        ProjectDate: '2030-10-01',
        'Project@odata.type': '#Collection(String)',
        Project: ['Baker', 'Alpine'],
        Vendors: 4,
        Certification: true,
        'CostCenter@odata.type': '#Collection(Int32)',
        CostCenter: [1001],
      }),
      Marketing: shown({ EmployeeId: 'QN26904' }),
    });
    expect((await bench.call('GET', pathOf(drew), blake)).body).not.toHaveProperty('customSecurityAttributes');
  });

  it('are taken away by null or an empty list, sets with their last one', async () => {
    await assign(drew, {
      Engineering: { Project: [], Vendors: null, CostCenter: [] },
      Marketing: { EmployeeId: null },
    });
    expect(await read(drew)).toEqual({ Engineering: shown({ ProjectDate: '2030-10-01', Certification: true }) });
    await assign(drew, null);
    expect(await read(drew)).toBeNull();
  });

  it.each<[string, unknown]>([
    ['a set that is not there', { Nothing: { A: 'x' } }],
    ['an attribute that is not there', { Engineering: { Nothing: 'x' } }],
    ['a set in other letters', { engineering: { ProjectDate: 'x' } }],
    ['a value of another type', { Engineering: { Vendors: 'four' } }],
    ['no whole number', { Engineering: { Vendors: 1.5 } }],
    ['several values for one', { Engineering: { ProjectDate: ['x'] } }],
    ['one value for several', { Engineering: { Project: 'Baker' } }],
    ['a value twice', { Engineering: { CostCenter: [1, 1] } }],
    ['a text that is too long', { Engineering: { ProjectDate: 'x'.repeat(65) } }],
    ['a value that is none of the predefined ones', { Engineering: { Project: ['Skagit'] } }],
    ['a predefined value in other letters', { Engineering: { Project: ['baker'] } }],
    ['a predefined value that is switched off', { Engineering: { Project: ['Cascade'] } }],
    ['an annotation of another type', { Engineering: { 'Vendors@odata.type': '#String', Vendors: 4 } }],
    ['no structure', 'x'],
  ])('refuse %s, and nothing is kept', async (_title, given) => {
    expect(await assign(drew, given)).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect(await read(drew)).toBeNull();
  });

  it('are not assigned any more once their attribute is deactivated, and stay where they are', async () => {
    await define('Fading', {});
    await assign(drew, { Engineering: { Fading: 'x' } });
    await deactivate('Engineering_Fading');
    expect(await assign(drew, { Engineering: { Fading: 'y' } })).toMatchObject({ status: 400 });
    expect(await assign(drew, { Engineering: { ProjectDate: 'z' } })).toMatchObject({ status: 204 });
    expect(await read(drew)).toMatchObject({ Engineering: { Fading: 'x', ProjectDate: 'z' } });
    expect(await assign(drew, { Engineering: { Fading: null, ProjectDate: null } })).toMatchObject({ status: 204 });
  });

  it('keep a predefined value that is switched off beside others', async () => {
    const active = (isActive: boolean) =>
      changeAttributeDefinition('Engineering_Project', (before) => ({
        ...before,
        allowedValues: before.allowedValues.map((one) => (one.id === 'Baker' ? { ...one, isActive } : one)),
      }));
    await assign(drew, { Engineering: { Project: ['Baker'] } });
    await bench.directory.perform(tenant, by, active(false));
    expect(await assign(drew, { Engineering: { Project: ['Baker', 'Alpine'] } })).toMatchObject({ status: 204 });
    await assign(drew, null);
    expect(await assign(drew, { Engineering: { Project: ['Baker'] } })).toMatchObject({ status: 400 });
    await bench.directory.perform(tenant, by, active(true));
  });

  it('have at most fifty values together', async () => {
    const words = Array.from({ length: 50 }, (_, index) => `w${index}`);
    expect(await assign(drew, { Marketing: { Words: words } })).toMatchObject({ status: 204 });
    expect(await assign(drew, { Marketing: { EmployeeId: 'x' } })).toMatchObject({ status: 403 });
    await assign(drew, null);
  });

  it('are told to the journal by name alone', async () => {
    await assign(drew, { Marketing: { EmployeeId: 'secret-value' } });
    const entry = (await bench.journal()).at(-1);
    expect(entry).toMatchObject({ operation: 'user.update' });
    expect(entry?.changes).toEqual([{ property: 'customSecurityAttributes', new: ['Marketing_EmployeeId'] }]);
    await assign(drew, null);
  });

  it('can be given to a new user by whoever may give them', async () => {
    const body = {
      accountEnabled: true,
      displayName: 'nell',
      mailNickname: 'nell',
      userPrincipalName: 'nell@contoso.example',
      passwordProfile: { password: 'Fake-Pass-123' },
      customSecurityAttributes: { Marketing: { EmployeeId: 'N1' } },
    };
    expect(await bench.call('POST', '/users', { body })).toMatchObject({ status: 403 });
    const roles = ['User.ReadWrite.All', 'CustomSecAttributeAssignment.ReadWrite.All'];
    const odd = { ...body, customSecurityAttributes: { Engineering: { Project: ['Skagit'] } } };
    expect(await bench.call('POST', '/users', { as: 'app', roles, body: odd })).toMatchObject({ status: 400 });
    const made = await bench.call('POST', '/users', { as: 'app', roles, body });
    expect(made).toMatchObject({ status: 201 });
    expect(await read(made.body.id as UserId)).toMatchObject({ Marketing: { EmployeeId: 'N1' } });
    expect(await bench.call('DELETE', `/users/${String(made.body.id)}`)).toMatchObject({ status: 204 });
  });
});

describe('who may see custom security attributes', () => {
  const ellis = personId('ellis');
  beforeAll(async () => {
    await assign(ellis, { Engineering: { ProjectDate: '2031' } });
  });

  it('the holders of the roles, and nobody who administers all else', async () => {
    expect(await read(ellis, { as: personId('casey') })).toMatchObject({ Engineering: { ProjectDate: '2031' } });
    expect(await read(ellis, { as: avery })).toBeNull();
    expect(await read(ellis, { as: ellis })).toBeNull();
    expect(await read(ellis, { as: personId('drew') })).toBeNull();
  });

  it('those with the permission alone', async () => {
    const casey = personId('casey');
    expect(await read(ellis, { as: casey, scopes: ['User.Read.All'] })).toBeNull();
    const scopes = ['User.Read.All', 'CustomSecAttributeAssignment.Read.All'];
    expect(await read(ellis, { as: casey, scopes })).toMatchObject({ Engineering: { ProjectDate: '2031' } });
    expect(await read(ellis, { as: 'app', roles: ['User.ReadWrite.All'] })).toBeNull();
    expect(await read(ellis, { as: 'app', roles: ['Directory.ReadWrite.All'] })).toBeNull();
    expect(await read(ellis, { as: 'app', roles: scopes })).toMatchObject({ Engineering: { ProjectDate: '2031' } });
  });

  it('by no other way', async () => {
    const how = { as: avery, headers: { ConsistencyLevel: 'eventual' } };
    const list = await bench.call('GET', '/users?$select=id,customSecurityAttributes', how);
    expect(list.text).not.toContain('2031');
    const filter = "$count=true&$filter=customSecurityAttributes/Engineering/ProjectDate eq '2031'";
    expect(await bench.call('GET', `/users?${filter}`, how)).toMatchObject({ status: 400 });
    expect(await bench.call('GET', `/users/$count?${filter}`, how)).toMatchObject({ status: 400 });
  });

  it('of one object, by a role for that object', async () => {
    await give(personId('drew'), assignmentReader, `/${ellis}`);
    const drew = { as: personId('drew') };
    expect(await read(ellis, drew)).toMatchObject({ Engineering: { ProjectDate: '2031' } });
    await assign(avery, { Engineering: { ProjectDate: '2032' } });
    expect(await read(avery, drew)).toBeNull();
    await assign(avery, null);
  });

  it('in their own tenant', async () => {
    const how = { tenant: otherTenant, as: personId('mallory') };
    expect(await read(ellis, how)).toBe(404);
  });
});

describe('who may assign custom security attributes', () => {
  const ellis = personId('ellis');
  const given = { Engineering: { ProjectDate: '2033' } };

  it('the holders of the role with the permissions, and nobody who administers all else', async () => {
    const scopes = ['User.Read.All', 'CustomSecAttributeAssignment.ReadWrite.All'];
    expect(await assign(ellis, given, { ...blake, scopes })).toMatchObject({ status: 204 });
    for (const how of [
      { ...blake, scopes: ['User.ReadWrite.All'] },
      { ...blake, scopes: scopes.slice(1) },
      { as: personId('casey') },
      { as: avery },
      { as: ellis, scopes: ['User.ReadWrite'] },
      { as: 'app', roles: ['User.ReadWrite.All'] },
      { as: 'app', roles: ['Directory.ReadWrite.All'] },
    ] as BenchCall[]) {
      expect(await assign(ellis, { Engineering: { ProjectDate: 'x' } }, how)).toMatchObject({ status: 403 });
    }
    expect(await assign(ellis, given, { as: 'app', roles: scopes })).toMatchObject({ status: 204 });
    expect(await read(ellis)).toMatchObject(given);
  });

  it('and nothing else with that', async () => {
    const body = { customSecurityAttributes: given, displayName: 'Other' };
    expect(await bench.call('PATCH', pathOf(ellis), { ...blake, body })).toMatchObject({ status: 403 });
    const scopes = ['User.Read.All', 'CustomSecAttributeAssignment.ReadWrite.All'];
    expect(await bench.call('PATCH', pathOf(ellis), { as: 'app', roles: scopes, body })).toMatchObject({ status: 403 });
  });
});

describe('a filter by custom security attributes', () => {
  const ask = async (filter: string, how: BenchCall = { as: personId('casey') }) => {
    const url = `/users?$count=true&$select=displayName&$filter=${encodeURIComponent(filter)}`;
    const { status, body } = await bench.call('GET', url, { ...how, headers: { ConsistencyLevel: 'eventual' } });
    const found = (body.value as readonly { readonly displayName: string }[] | undefined) ?? [];
    return { status, names: found.map(({ displayName }) => displayName).sort() };
  };
  beforeAll(async () => {
    await assign(personId('drew'), {
      Engineering: { Vendors: 4, Project: ['Baker'], Certification: true },
      Marketing: { EmployeeId: 'GS46982', Hidden: 'x' },
    });
    await assign(personId('ellis'), { Engineering: { Vendors: 9 }, Marketing: { EmployeeId: 'KX19476' } });
  });

  it.each([
    ["customSecurityAttributes/Marketing/EmployeeId eq 'GS46982'", ['drew']],
    ["startsWith(customSecurityAttributes/Marketing/EmployeeId,'KX')", ['ellis']],
    ["customSecurityAttributes/Marketing/EmployeeId ne 'KX19476'", ['avery', 'blake', 'casey', 'drew']],
    ['customSecurityAttributes/Engineering/Vendors ge 4', ['drew', 'ellis']],
    ['customSecurityAttributes/Engineering/Certification eq true', ['drew']],
    ["customSecurityAttributes/Engineering/Project/any(p:p eq 'Baker')", ['drew']],
  ])('%s', async (filter, names) => {
    expect(await ask(filter)).toEqual({ status: 200, names });
  });

  it.each([
    "customSecurityAttributes/Marketing/Hidden eq 'x'",
    "customSecurityAttributes/Marketing/Nothing eq 'x'",
    "customSecurityAttributes/Nothing/EmployeeId eq 'x'",
    "customSecurityAttributes/Marketing eq 'x'",
    "customSecurityAttributes eq 'x'",
    "customSecurityAttributes/Engineering/Project eq 'Baker'",
    'customSecurityAttributes/Engineering/CostCenter/any(c:c eq 1)',
    "customSecurityAttributes/Engineering/Vendors eq 'four'",
  ])('is refused where it cannot be asked: %s', async (filter) => {
    expect(await ask(filter)).toMatchObject({ status: 400 });
  });

  it('is an advanced query', async () => {
    const filter = "customSecurityAttributes/Marketing/EmployeeId eq 'GS46982'";
    expect(await bench.call('GET', `/users?$filter=${filter}`, { as: personId('casey') })).toMatchObject({
      status: 400,
    });
  });

  it('is refused to whoever may not read them', async () => {
    const filter = "customSecurityAttributes/Marketing/EmployeeId eq 'GS46982'";
    expect(await ask(filter, { as: avery })).toMatchObject({ status: 400 });
    expect(await ask(filter, { as: 'app', roles: ['User.Read.All'] })).toMatchObject({ status: 400 });
  });
});
