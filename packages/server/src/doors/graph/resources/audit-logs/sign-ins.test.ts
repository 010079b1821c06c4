import { type AppId, type CorrelationId, graphAppId, type RequestId, refuse } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attempt, createGate, type Gate } from '../../../../gate/index.js';
import { AdjustableClock } from '../../../../platform/clock/index.js';
import { systemIds } from '../../../../platform/ids/index.js';
import {
  type BenchAnswer,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
  tenant,
} from '../../graph-bench.fixture.js';

const signIns = '/auditLogs/signIns';
const daemon = '90000000-0000-4000-8000-000000000001' as AppId;
const correlation = '90000000-0000-4000-8000-00000000000c' as CorrelationId;
const start = Date.UTC(2030, 0, 1, 12);
const clock = new AdjustableClock({ now: () => start });
let bench: GraphBench;
let gate: Gate;

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log };

function attempt(over: Partial<Attempt>): Attempt {
  return {
    kind: 'client_credentials',
    tenant,
    authority: 'tenant',
    client: daemon,
    principal: { kind: 'application' },
    target: { kind: 'resource', name: graphAppId },
    request: { scopes: [], usesDefault: true, openIdScopes: [], authenticatedSince: null, forceConsent: false },
    network: { address: '192.0.2.1', userAgent: 'curl/8' },
    requestId: systemIds.guid<RequestId>(),
    correlationId: systemIds.guid<CorrelationId>(),
    ...over,
  };
}

const person = (name: 'blake' | 'casey') =>
  ({
    kind: 'user',
    id: personId(name),
    authentication: { methods: ['pwd'], at: start },
  }) as const;

/** Asks the gate, a second after what was asked before. */
async function asked(one: Attempt): Promise<void> {
  clock.advance(1);
  await gate.admit(one);
  await gate.drain();
}

beforeAll(async () => {
  bench = await openGraphBench({
    applications: [
      { appId: daemon, displayName: 'Daemon', passwordCredentials: [{ secretText: 'fake-secret-of-nobody' }] },
    ],
  });
  gate = createGate({ directory: bench.directory, store: bench.store, clock, ids: systemIds, log });
  await asked(attempt({ correlationId: correlation }));
  await asked(attempt({ kind: 'session', principal: person('blake'), client: null, target: { kind: 'platform' } }));
  await asked(attempt({ kind: 'refresh_token', principal: person('blake') }));
  clock.advance(1);
  await gate.recordFailure(
    attempt({
      kind: 'password',
      principal: person('casey'),
      network: { address: '198.51.100.7', userAgent: undefined },
    }),
    refuse(50126, 'wrong password'),
  );
  await asked(
    attempt({
      tenant: otherTenant,
      client: null,
      kind: 'session',
      principal: { ...person('blake'), id: personId('mallory') },
      target: { kind: 'platform' },
    }),
  );
});
afterAll(() => bench.close());

interface SignIn {
  readonly id: string;
  readonly createdDateTime: string;
  readonly signInEventTypes: readonly string[];
}

const ask = (query = '', how: BenchCall = {}) => bench.call('GET', `${signIns}${query}`, how);
const value = ({ body }: BenchAnswer) => body.value as readonly SignIn[];
const filtered = async (filter: string, how: BenchCall = {}) =>
  value(await ask(`?$filter=${encodeURIComponent(filter)}`, how));
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();

describe('the sign-in log', () => {
  it('tells who asked for what, from where, and what came of it', async () => {
    const [failure] = value(await ask('?$top=1'));
    expect(failure).toMatchObject({
      createdDateTime: at(4),
      userId: personId('casey'),
      userDisplayName: 'casey',
      userPrincipalName: 'casey@contoso.example',
      appId: daemon,
      appDisplayName: 'Daemon',
      servicePrincipalId: null,
      ipAddress: '198.51.100.7',
      userAgent: null,
      clientAppUsed: 'Mobile Apps and Desktop clients',
      conditionalAccessStatus: 'notApplied',
      appliedConditionalAccessPolicies: [],
      isInteractive: true,
      signInEventTypes: ['interactiveUser'],
      riskDetail: 'none',
      riskState: 'none',
      resourceDisplayName: 'Microsoft Graph',
      resourceId: graphAppId,
      status: { errorCode: 50126, additionalDetails: 'credentials: wrong password' },
      deviceDetail: { deviceId: null, isCompliant: false },
      location: { city: null },
    });
  });

  it('tells of applications that sign in as themselves', async () => {
    const [one] = await filtered(`signInEventTypes/any(t: t eq 'servicePrincipal')`);
    const principal = (await bench.directory.configuration(tenant))?.servicePrincipal(daemon)?.id;
    expect(one).toMatchObject({
      createdDateTime: at(1),
      userId: null,
      userDisplayName: null,
      appId: daemon,
      servicePrincipalId: principal,
      servicePrincipalName: 'Daemon',
      correlationId: correlation,
      clientAppUsed: null,
      isInteractive: false,
      userAgent: 'curl/8',
    });
  });

  it('tells apart what a person did and what was done for one without asking', async () => {
    const [background, session] = await filtered(`userId eq '${personId('blake')}'`);
    expect(background).toMatchObject({ signInEventTypes: ['nonInteractiveUser'], isInteractive: false });
    expect(session).toMatchObject({
      signInEventTypes: ['interactiveUser'],
      clientAppUsed: 'Browser',
      appId: null,
      resourceId: null,
      status: { errorCode: 0, failureReason: null, additionalDetails: null },
    });
  });
});

describe('a sign-in', () => {
  it('is found by its id, also as a filter', async () => {
    const [one] = value(await ask('?$top=1'));
    expect((await ask(`/${one?.id}`)).body).toMatchObject({ ...one });
    expect(await filtered(`id eq '${one?.id.toUpperCase()}'`)).toEqual([one]);
    expect(await filtered(`id ne '${one?.id}'`)).toHaveLength(3);
    expect(await filtered(`id eq 'nothing'`)).toEqual([]);
    expect(await filtered(`id in ('${one?.id}','x')`)).toEqual([one]);
  });

  it.each(['x', '10000000-0000-4000-8000-000000000001', '01900000-0000-7000-8000-000000000000', '%00'])(
    'is not there: %s',
    async (id) => {
      expect((await ask(`/${id}`)).status).toBe(404);
    },
  );
});

describe('the sign-in log is asked', () => {
  it.each<[string, readonly number[]]>([
    [`userId eq '${personId('blake')}'`, [3, 2]],
    [`userId eq '${personId('blake')}' and isInteractive eq true`, [2]],
    [`userPrincipalName eq 'CASEY@contoso.example'`, [4]],
    [`startswith(userDisplayName, 'bl')`, [3, 2]],
    [`appId eq '${daemon}'`, [4, 3, 1]],
    [`appDisplayName eq 'daemon' and status/errorCode eq 50126`, [4]],
    [`status/errorCode ne 0 and userId eq '${personId('casey')}'`, [4]],
    [`correlationId eq '${correlation}'`, [1]],
    [`startswith(ipAddress, '198.51.')`, [4]],
    [`resourceId eq '${graphAppId}' and isInteractive eq false`, [3, 1]],
    [`resourceDisplayName eq 'Microsoft Graph' and isInteractive eq true`, [4]],
    [`servicePrincipalName eq 'Daemon'`, [1]],
    [`createdDateTime ge ${at(2)} and createdDateTime le ${at(3)}`, [3, 2]],
    [`createdDateTime gt ${at(4)}`, []],
    [`userId eq 'nobody'`, []],
    [`userId eq '${personId('mallory')}'`, []],
  ])('%s', async (filter, seconds) => {
    expect((await filtered(filter)).map(({ createdDateTime }) => createdDateTime)).toEqual(seconds.map(at));
  });

  it('page by page, in either order', async () => {
    for (const [query, seconds] of [
      ['?$top=1', [4, 3, 2, 1]],
      ['?$top=1&$orderby=createdDateTime', [1, 2, 3, 4]],
      [`?$top=1&$filter=ipAddress eq '192.0.2.1'`, [3, 2, 1]],
    ] as const) {
      const seen: string[] = [];
      for (let next: string | undefined = `${signIns}${query}`; next !== undefined; ) {
        const { body }: BenchAnswer = await bench.call('GET', next);
        seen.push(...(body.value as readonly SignIn[]).map(({ createdDateTime }) => createdDateTime));
        next = (body['@odata.nextLink'] as string | undefined)?.replace('https://login.example/v1.0', '');
      }
      expect(seen, query).toEqual(seconds.map(at));
    }
  });

  it('how many there are', async () => {
    expect((await bench.call('GET', `${signIns}/$count`)).text).toBe('4');
    expect((await ask(`?$count=true&$filter=isInteractive eq false`)).body['@odata.count']).toBe(2);
  });

  it.each(['?$orderby=appId', `?$filter=clientAppUsed eq 'Browser'`, `?$filter=odd eq 1`, '?$top=1001', '?$skip=1'])(
    'not so: %s',
    async (query) => {
      expect((await ask(query)).status).toBe(400);
    },
  );
});

describe('who may read the sign-in log', () => {
  it.each<[string, BenchCall, number]>([
    ['an administrator through an app with the least permission', { scopes: ['AuditLog.Read.All'] }, 200],
    ['an administrator through an app without it', { scopes: ['Directory.Read.All'] }, 403],
    ['a plain person, even of his own sign-ins', { as: personId('blake') }, 403],
    ['an app with the least permission', { as: 'app', roles: ['AuditLog.Read.All'] }, 200],
    ['an app without it', { as: 'app', roles: ['Directory.Read.All'] }, 403],
  ])('%s', async (_title, how, status) => {
    const [one] = value(await ask('?$top=1'));
    expect((await ask('?$top=1', how)).status).toBe(status);
    expect((await ask(`/${one?.id}`, how)).status).toBe(status);
  });

  it('nobody of another tenant, by list, filter or id', async () => {
    const there = { as: 'app', roles: ['AuditLog.Read.All'], tenant: otherTenant } as const;
    expect(value(await ask('', there))).toMatchObject([{ userId: personId('mallory') }]);
    const [one] = value(await ask('?$top=1'));
    expect((await ask(`/${one?.id}`, there)).status).toBe(404);
    expect(await filtered(`id eq '${one?.id}'`, there)).toEqual([]);
  });
});
