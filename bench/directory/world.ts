import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../measure/child-server.js';
import { postForm } from '../measure/load.js';
import { driver, driverOf, idOf, madeTenant, type TenantSize } from './large-tenant.js';

/** A running server with made tenants, one of which is driven. */
export interface World {
  readonly name: string;
  readonly baseUrl: string;
  readonly pid: number | undefined;
  readonly tenant: number;
  readonly size: TenantSize;
  /** Seconds from the start of the process until everything was in the store; 0 for a server that ran already. */
  readonly loadedAfter: number;
  token(): Promise<string>;
  stop(): Promise<void>;
}

/** What a world is to hold: one tenant, or several of one size. */
export interface WorldPlan {
  readonly name: string;
  readonly tenants: number;
  readonly size: TenantSize;
}

/** The seed of a plan: the tenant that is driven stands in the middle. */
export function seedOf({ tenants, size }: WorldPlan): string {
  return JSON.stringify({ tenants: Array.from({ length: tenants }, (_, tenant) => madeTenant(tenant, size)) });
}

/** Starts a server on a folder of its own, or an own database, and fills it. */
export async function startWorld(root: string, plan: WorldPlan, database: string | undefined): Promise<World> {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const seed = join(data, 'seed.json');
  await writeFile(seed, seedOf(plan));
  const main = join(root, 'packages', 'cli', 'dist', 'main.js');
  const args = ['serve', '--dev', '--json', '--port', '0', '--tls', 'off', '--data', data, '--seed', seed];
  const server = await startChild([
    main,
    ...args,
    '--log-level',
    'error',
    ...(database === undefined ? [] : ['--database', database]),
  ]);
  return {
    ...worldAt(server.baseUrl, server.pid, plan),
    loadedAfter: server.readyAfter / 1000,
    stop: async () => {
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** A server that somebody started elsewhere with the seed of this plan. Nothing of it is stopped. */
export function worldAt(baseUrl: string, pid: number | undefined, plan: WorldPlan): World {
  const tenant = Math.floor(plan.tenants / 2);
  return {
    name: plan.name,
    baseUrl,
    pid,
    tenant,
    size: plan.size,
    loadedAfter: 0,
    token: () => tokenOf(baseUrl, tenant),
    stop: async () => {},
  };
}

async function tokenOf(baseUrl: string, tenant: number): Promise<string> {
  const agent = new Agent();
  const reply = await postForm(agent, new URL(`${baseUrl}/${idOf('tenant', tenant, 0)}/oauth2/v2.0/token`), {
    grant_type: 'client_credentials',
    client_id: driverOf(tenant),
    client_secret: driver.secret,
    scope: 'https://graph.microsoft.com/.default',
  });
  agent.destroy();
  if (reply.status !== 200) throw new Error(reply.body);
  return (JSON.parse(reply.body) as { access_token: string }).access_token;
}
