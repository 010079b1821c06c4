import type { TenantId } from '@gatehouse/model';
import { createGroupCommit, type Store, type TenantTransaction } from '../../platform/store/index.js';
import type { EncodedInput } from './encode-input.js';
import { insertInputParts, insertSignIns } from './repository.js';
import type { InputPart, SignInRecord } from './sign-in-record.js';

/** Keeps sign-in records in groups: a caller waits for the group that holds its record (law RECORD-FIRST). */
export interface SignInRecords {
  /** Resolves once the record and the input of its decision are durable. @throws StoreUnavailable */
  keep(tenant: TenantId, record: SignInRecord, input: EncodedInput | null): Promise<void>;
  drain(): Promise<void>;
}

interface Kept {
  readonly record: SignInRecord;
  readonly input: EncodedInput | null;
}

/** How many digests of parts already durable are remembered; the database ignores the rest. */
const remembered = 20_000;

export function createSignInRecords(store: Pick<Store, 'inEachTenant'>): SignInRecords {
  const durable = new Set<string>();

  const write = async (tx: TenantTransaction, items: readonly Kept[]): Promise<readonly string[][]> => {
    const fresh = new Map<string, InputPart>();
    for (const { input } of items) {
      for (const part of input?.parts ?? [])
        if (!durable.has(`${tx.tenant}${part.digest}`)) fresh.set(part.digest, part);
    }
    const at = items[0]?.record.at;
    if (fresh.size > 0 && at !== undefined) await insertInputParts(tx, [...fresh.values()], at);
    await insertSignIns(
      tx,
      items.map((item) => item.record),
    );
    const written = [...fresh.keys()].map((digest) => `${tx.tenant}${digest}`);
    return items.map((_, index) => (index === 0 ? written : []));
  };
  const group = createGroupCommit<Kept, string[]>(store, write);

  return {
    keep: async (tenant, record, input) => {
      // Remembered only after the commit: a group that failed has kept nothing.
      for (const digest of await group.submit(tenant, { record, input })) {
        if (durable.size >= remembered) durable.clear();
        durable.add(digest);
      }
    },
    drain: () => group.drain(),
  };
}
