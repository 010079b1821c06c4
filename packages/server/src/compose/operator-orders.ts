import { z } from 'zod';
import { StartRefused } from '../platform-options.js';
import type { Settings } from '../platform/config/index.js';
import { type ControlSocket, giveOrder, openControlSocket } from '../platform/control/index.js';
import { systemIds } from '../platform/ids/index.js';
import type { Parts } from './compose-parts.js';
import { beginExchange, carryOutExchange, forgetExchanges } from './exchange.js';
import { openForOperator } from './open-for-operator.js';
import {
  type RotationAnswer,
  type RotationOrder,
  rotateTenantKeys,
  rotationAnswer,
  rotationOrder,
} from './rotate-tenant-keys.js';
import { carryOutTenants, type TenantAnswer, type TenantRequest } from './tenant-orders.js';

/** Tenants as code: the request lies in a file. */
const tenantsOrder = z.strictObject({ order: z.literal('tenants'), request: z.string().max(64) });
const anyOrder = z.discriminatedUnion('order', [rotationOrder, tenantsOrder]);

/**
 * Takes the orders of operators while the platform runs, where nobody else could carry them out: the embedded store belongs to one
 * process. A served store is open to commands beside any number of processes, which hear of changes through the journal.
 */
export async function takeOrders(parts: Parts): Promise<ControlSocket | undefined> {
  const { settings, log } = parts;
  if (settings.database.kind !== 'embedded') return undefined;
  const handle = async (given: unknown): Promise<unknown> => {
    const order = anyOrder.parse(given);
    if (order.order === 'rotate-tenant-keys') return rotateTenantKeys(parts, order);
    // Whoever can write there could read everything else there, too: the request is taken as it is.
    const carryOut = (request: unknown) => carryOutTenants(parts, request as TenantRequest);
    await carryOutExchange(settings.data, order.request, carryOut);
    return { kind: 'done' };
  };
  await forgetExchanges(settings.data);
  return openControlSocket({ data: settings.data, handle, log });
}

/**
 * Carries out `gatehouse keys rotate`: through the process that holds the embedded store, where one runs, and otherwise on the store
 * itself.
 * @throws StartRefused with a sentence for the operator.
 */
export async function orderRotation(settings: Settings, order: Omit<RotationOrder, 'order'>): Promise<RotationAnswer> {
  const whole: RotationOrder = { order: 'rotate-tenant-keys', ...order };
  if (settings.database.kind === 'embedded') {
    const given = await giveOrder(settings.data, whole);
    if (given.kind === 'failed') throw new StartRefused(given.problem);
    if (given.kind === 'answered') return rotationAnswer.parse(given.answer);
  }
  const tools = await openForOperator(settings);
  try {
    return await rotateTenantKeys(tools, whole);
  } finally {
    await tools.close();
  }
}

/** Does an operator's work on tenants. A command may want more than one thing done: a store that it opened stays open in between. */
export interface TenantWork {
  ask(request: TenantRequest): Promise<TenantAnswer>;
  close(): Promise<void>;
}

/**
 * Begins the work of `gatehouse export`, `apply` and `diff`: through the process that holds the embedded store, where one runs, and
 * otherwise on the store itself.
 */
export function openTenantWork(settings: Settings): TenantWork {
  let opened: ReturnType<typeof openForOperator> | undefined;
  return {
    ask: async (request) => {
      const answer = opened === undefined ? await askRunning(settings, request) : undefined;
      if (answer !== undefined) return answer;
      opened ??= openForOperator(settings);
      return (await opened).tenants(request);
    },
    close: async () => (await opened)?.close(),
  };
}

/** The answer of the process that holds the embedded store; undefined where none does. @throws StartRefused */
async function askRunning(settings: Settings, request: TenantRequest): Promise<TenantAnswer | undefined> {
  if (settings.database.kind !== 'embedded') return undefined;
  const exchange = await beginExchange(settings.data, request, systemIds);
  if (exchange === undefined) return undefined;
  try {
    const given = await giveOrder(settings.data, { order: 'tenants', request: exchange.name });
    if (given.kind === 'failed') throw new StartRefused(given.problem);
    return given.kind === 'answered' ? ((await exchange.answer()) as TenantAnswer) : undefined;
  } finally {
    await exchange.end();
  }
}
