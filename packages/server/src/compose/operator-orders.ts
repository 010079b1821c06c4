import { StartRefused } from '../platform-options.js';
import type { Settings } from '../platform/config/index.js';
import { type ControlSocket, giveOrder, openControlSocket } from '../platform/control/index.js';
import type { Parts } from './compose-parts.js';
import { openForOperator } from './open-for-operator.js';
import {
  type RotationAnswer,
  type RotationOrder,
  rotateTenantKeys,
  rotationAnswer,
  rotationOrder,
} from './rotate-tenant-keys.js';

/**
 * Takes the orders of operators while the platform runs, where nobody else could carry them out: the embedded store belongs to one
 * process. A served store is open to commands beside any number of processes, which hear of changes through the journal.
 */
export async function takeOrders(parts: Parts): Promise<ControlSocket | undefined> {
  const { settings, log } = parts;
  if (settings.database.kind !== 'embedded') return undefined;
  const handle = (order: unknown): Promise<unknown> => rotateTenantKeys(parts, rotationOrder.parse(order));
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
