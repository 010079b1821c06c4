import { z } from 'zod';
import type { Directory } from '../directory/index.js';
import { type Keys, signingAlgorithms } from '../platform/keys/index.js';

/** What `gatehouse keys rotate` asks for, as it crosses from the command to a running process. */
export const rotationOrder = z.strictObject({
  order: z.literal('rotate-tenant-keys'),
  /** GUID or domain. */
  tenant: z.string().max(256),
  algorithm: z.enum(signingAlgorithms),
  how: z.enum(['known', 'now']),
});
/** What an operator asks for, as it travels to the running process. */
export type RotationOrder = z.infer<typeof rotationOrder>;

const kid = z.string();

/** What came of it. `knownFrom` in milliseconds since the Unix epoch. */
export const rotationAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rotated'), current: kid, next: kid.optional(), retired: kid.optional() }),
  z.object({ kind: z.literal('too-early'), next: kid, knownFrom: z.number() }),
  z.object({ kind: z.literal('unknown-tenant') }),
]);
/** What the operator is told. `knownFrom` in milliseconds since the epoch. */
export type RotationAnswer = z.infer<typeof rotationAnswer>;

/** Replaces a tenant's signing key as an operator's command asks for it. */
export async function rotateTenantKeys(
  { directory, keys }: { readonly directory: Pick<Directory, 'resolveTenant'>; readonly keys: Pick<Keys, 'rotate'> },
  { tenant: name, algorithm, how }: RotationOrder,
): Promise<RotationAnswer> {
  const tenant = await directory.resolveTenant(name);
  if (tenant === undefined) return { kind: 'unknown-tenant' };
  return keys.rotate(tenant.id, algorithm, { kind: 'operator', name: 'gatehouse keys rotate' }, how);
}
