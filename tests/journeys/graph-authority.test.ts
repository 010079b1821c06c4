import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphPeople, type GraphWorld, startGraphWorld } from '../support/graph-world.js';

// What a guest, a plain user, the owner of an application, an Application Administrator and an application with User.Read.All see of the
// same ten calls. The console may ask for everything: what differs is the person.

const applicationAdministrator = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3';

let world: GraphWorld;
let owned: string;
const tokens = new Map<Caller, string>();

const callers = ['guest', 'plain user', 'app owner', 'Application Administrator', 'app with User.Read.All'] as const;
type Caller = (typeof callers)[number];

async function call(token: string, method: string, path: string, body?: unknown) {
  const answer = await world.fetch(`${world.baseUrl}/v1.0${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}

beforeAll(async () => {
  world = await startGraphWorld();
  const manager = await world.appToken('manager');
  const role = { principalId: graphPeople.dan, roleDefinitionId: applicationAdministrator, directoryScopeId: '/' };
  expect(await call(manager, 'POST', '/roleManagement/directory/roleAssignments', role)).toMatchObject({ status: 201 });
  const owner = await world.personToken('cleo');
  const made = await call(owner, 'POST', '/applications', { displayName: 'Owned' });
  expect(made.status).toBe(201);
  owned = String(made.body.id);
  tokens.set('guest', await world.personToken('gus'));
  tokens.set('plain user', await world.personToken('ben'));
  tokens.set('app owner', owner);
  tokens.set('Application Administrator', await world.personToken('dan'));
  tokens.set('app with User.Read.All', await world.appToken('reader'));
});
afterAll(() => world.stop());

type Row = readonly [call: string, method: string, path: () => string, body: unknown, statuses: readonly number[]];

/** In the order of `callers`. */
const rows: readonly Row[] = [
  ['reads oneself', 'GET', () => '/me', undefined, [200, 200, 200, 200, 400]],
  ['lists people', 'GET', () => '/users?$select=displayName', undefined, [403, 200, 200, 200, 200]],
  ['reads somebody', 'GET', () => `/users/${graphPeople.ada}`, undefined, [200, 200, 200, 200, 200]],
  ['changes somebody', 'PATCH', () => `/users/${graphPeople.ada}`, { jobTitle: 'x' }, [403, 403, 403, 403, 403]],
  ['lists groups', 'GET', () => '/groups', undefined, [403, 200, 200, 200, 403]],
  ['lists applications', 'GET', () => '/applications', undefined, [403, 200, 200, 200, 403]],
  ['changes the application', 'PATCH', () => `/applications/${owned}`, { notes: 'n' }, [403, 403, 204, 204, 403]],
  ['gives it a secret', 'POST', () => `/applications/${owned}/addPassword`, {}, [403, 403, 200, 200, 403]],
  ['registers another', 'POST', () => '/applications', { displayName: 'Another' }, [403, 201, 201, 201, 403]],
  ['deletes somebody', 'DELETE', () => `/users/${graphPeople.ada}`, undefined, [403, 403, 403, 403, 403]],
];

describe.each(rows)('%s', (_title, method, path, body, statuses) => {
  test.each(callers.map((caller, index) => [caller, statuses[index]] as const))('%s: %d', async (caller, status) => {
    const answer = await call(tokens.get(caller) ?? '', method, path(), body);
    expect({ status: answer.status, error: answer.status < 400 ? undefined : answer.body.error }).toMatchObject({
      status,
    });
  });
});

describe('what they see of somebody', () => {
  const shown = async (caller: Caller) => {
    const path = `/users/${graphPeople.ada}?$select=id,displayName,userType,accountEnabled,createdDateTime`;
    const { body } = await call(tokens.get(caller) ?? '', 'GET', path);
    return Object.entries(body).flatMap(([name, value]) => (name.startsWith('@') || value === null ? [] : [name]));
  };

  test('a guest: who it is', async () => {
    expect(await shown('guest')).toEqual(['displayName', 'id', 'userType']);
  });

  test.each(callers.slice(1))('%s: everything', async (caller) => {
    expect(await shown(caller)).toEqual(['displayName', 'id', 'accountEnabled', 'createdDateTime', 'userType']);
  });

  test('nobody of another organisation sees anything of it', async () => {
    const stranger = await world.appToken('stranger');
    for (const path of [`/users/${graphPeople.ada}`, `/applications/${owned}`]) {
      expect(await call(stranger, 'GET', path)).toMatchObject({ status: 404 });
    }
  });
});
