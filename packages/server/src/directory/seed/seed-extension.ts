import type { TenantId, UserId } from '@gatehouse/model';
import type { z } from 'zod';
import type { Actor, TenantTransaction } from '../../platform/store/index.js';

/**
 * A property of seeded users that a capability above the directory brings, such as `password`.
 * The directory reads it by the capability's schema and hands it over inside the user's transaction; it knows nothing of its meaning.
 */
export interface SeedExtension {
  readonly section: 'user';
  /** The property's name in the seed. */
  readonly property: string;
  /** Reads the value; a refusal here refuses the whole seed before anything is written. */
  readonly schema: z.ZodType;
  /**
   * Makes the stored state say what the seed says, journalling what it changes.
   * @param value what `schema` gave
   * @returns whether anything changed; applied a second time, nothing may
   */
  apply(
    tx: TenantTransaction,
    subject: { readonly tenant: TenantId; readonly userId: UserId; readonly userPrincipalName: string },
    value: unknown,
    actor: Actor,
  ): Promise<boolean>;
}
