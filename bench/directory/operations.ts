import { apiRequest, type Connection, type RawReply } from '../measure/connection.js';
import { idOf, mailOf, userName } from './large-tenant.js';
import type { World } from './world.js';

/** One kind of call, and how many callers make it at once. */
export interface Measured {
  readonly name: string;
  /** A read that an index serves must not grow with the tenant; one that no index serves is bounded; writes touch larger indexes. */
  readonly kind: 'indexed' | 'bounded' | 'write';
  readonly callers: number;
  /** Done once before a round, and not measured. */
  prepare?(connection: Connection, call: Caller): Promise<void>;
  run(connection: Connection, call: Caller, turn: number): Promise<void>;
}

/** What calls are made with in one world. */
export interface Caller {
  readonly world: World;
  readonly token: string;
  /** What a preparation left for the runs. */
  readonly notes: Map<string, string>;
}

const advanced = 'consistencylevel: eventual\r\n';

/** The calls of the benchmark. People are picked all over the tenant, so that no cache of the last one helps. */
export const operations: readonly Measured[] = [
  {
    name: 'point read by id',
    kind: 'indexed',
    callers: 1,
    run: async (connection, call, turn) => {
      const id = idOf('user', call.world.tenant, pick(call, turn));
      await send(connection, call, 'GET', `/users/${id}`, 200);
    },
  },
  {
    name: 'point read by name',
    kind: 'indexed',
    callers: 1,
    run: (connection, call, turn) =>
      send(connection, call, 'GET', `/users/${userName(call.world.tenant, pick(call, turn))}`, 200),
  },
  {
    name: 'list, filtered by an indexed property (eq)',
    kind: 'indexed',
    callers: 1,
    run: (connection, call, turn) => {
      const filter = encodeURIComponent(`mail eq '${mailOf(call.world.tenant, pick(call, turn))}'`);
      return send(connection, call, 'GET', `/users?$filter=${filter}`, 200);
    },
  },
  {
    name: 'list, filtered by a beginning, first 5',
    kind: 'indexed',
    callers: 1,
    run: (connection, call) => {
      const filter = encodeURIComponent("startswith(displayName,'hana')");
      return send(connection, call, 'GET', `/users?$filter=${filter}&$top=5&$select=id,displayName`, 200);
    },
  },
  {
    name: 'list, sorted, first 20',
    kind: 'indexed',
    callers: 1,
    run: (connection, call) =>
      send(connection, call, 'GET', '/users?$orderby=displayName&$top=20&$select=id,displayName', 200),
  },
  {
    name: 'list, filtered by no index, one that fits nobody',
    kind: 'bounded',
    callers: 1,
    run: (connection, call) => {
      const filter = encodeURIComponent("city eq 'Nowhere'");
      return send(connection, call, 'GET', `/users?$filter=${filter}&$top=10&$select=id`, 200);
    },
  },
  {
    name: 'search for a word, first 5',
    kind: 'indexed',
    callers: 1,
    run: (connection, call) => {
      const path = `/users?$search=${encodeURIComponent('"displayName:baker"')}&$top=5&$select=id,displayName`;
      return send(connection, call, 'GET', path, 200, undefined, advanced);
    },
  },
  {
    name: 'transitive membership, 10 levels',
    kind: 'indexed',
    callers: 1,
    run: (connection, call) => {
      const path = `/users/${idOf('user', call.world.tenant, 0)}/checkMemberGroups`;
      const groupIds = [idOf('group', call.world.tenant, call.world.size.depth - 1)];
      return send(connection, call, 'POST', path, 200, { groupIds });
    },
  },
  {
    name: '$batch of 20 point reads',
    kind: 'indexed',
    callers: 1,
    run: (connection, call, turn) => {
      const requests = Array.from({ length: 20 }, (_, place) => ({
        id: String(place),
        method: 'GET',
        url: `/users/${idOf('user', call.world.tenant, pick(call, turn * 20 + place))}?$select=id,displayName`,
      }));
      return send(connection, call, 'POST', '/$batch', 200, { requests });
    },
  },
  {
    name: 'delta after 100 changes',
    kind: 'indexed',
    callers: 1,
    prepare: async (connection, call) => {
      const latest = await exchange(connection, call, 'GET', '/users/delta?$deltatoken=latest&$select=jobTitle');
      const link = (JSON.parse(latest.body) as { '@odata.deltaLink': string })['@odata.deltaLink'];
      call.notes.set('delta', link.slice(link.indexOf('/v1.0/') + '/v1.0'.length));
      for (let change = 0; change < 100; change += 1) await patch(connection, call, change);
    },
    run: (connection, call) => send(connection, call, 'GET', call.notes.get('delta') ?? '', 200),
  },
  { name: 'write (PATCH), 16 at once', kind: 'write', callers: 16, run: patch },
];

async function patch(connection: Connection, call: Caller, turn: number): Promise<void> {
  const id = idOf('user', call.world.tenant, pick(call, turn));
  await send(connection, call, 'PATCH', `/users/${id}`, 204, { jobTitle: `Grade ${turn % 997}` });
}

/** A user all over the tenant: steps of a prime, so that neighbours in time are none in the index. */
function pick({ world }: Caller, turn: number): number {
  return (turn * 7919) % world.size.users;
}

async function send(
  connection: Connection,
  call: Caller,
  method: string,
  path: string,
  status: number,
  body?: unknown,
  headers = '',
): Promise<void> {
  const reply = await exchange(connection, call, method, path, body, headers);
  if (reply.status !== status)
    throw new Error(`${method} ${path} answered ${reply.status}: ${reply.body.slice(0, 500)}`);
}

function exchange(
  connection: Connection,
  { world, token }: Caller,
  method: string,
  path: string,
  body?: unknown,
  headers = '',
): Promise<RawReply> {
  return connection.exchange(apiRequest(method, new URL(`${world.baseUrl}/v1.0${path}`), token, body, headers));
}
