import type { TenantId } from '@gatehouse/model';
import { createGroupCommit, type GroupWrite, type Store, type TenantTransaction } from '../../platform/store/index.js';
import type { EncodedInput } from './encode-input.js';
import { type RecordedInput, readInput } from './read-input.js';
import { insertInputParts, insertSignIns, selectSignIn } from './repository.js';
import { instantOf } from './sign-in-id.js';
import type { InputPart, SignInRecord } from './sign-in-record.js';

/** A record of a decision, and what it was decided on. */
export interface RecordedDecision {
  readonly record: SignInRecord;
  /** Null when no decision was reached: a wrong password, a wrong secret. */
  readonly input: RecordedInput | null;
}

/** Keeps sign-in records in groups: a caller waits for the group that holds its record (law RECORD-FIRST). */
export interface SignInRecords {
  /** Resolves once the record and the input of its decision are durable. @throws StoreUnavailable */
  keep(tenant: TenantId, record: SignInRecord, input: EncodedInput | null): Promise<void>;
  /** Reads a record back. @throws StoreUnavailable */
  read(tenant: TenantId, id: string): Promise<RecordedDecision | undefined>;
  drain(): Promise<void>;
}

interface Kept {
  readonly record: SignInRecord;
  readonly input: EncodedInput | null;
}

/** How many digests of parts already durable are remembered; the database ignores the rest. */
const remembered = 20_000;

export function createSignInRecords(store: Pick<Store, 'commitTogether' | 'inTenant'>): SignInRecords {
  const durable = new Map<TenantId, Set<string>>();
  let size = 0;

  const remember = (tenant: TenantId, digests: Iterable<string>): void => {
    if (size > remembered) {
      durable.clear();
      size = 0;
    }
    const mine = durable.get(tenant) ?? new Set<string>();
    durable.set(tenant, mine);
    size -= mine.size;
    for (const digest of digests) mine.add(digest);
    size += mine.size;
  };

  const plan = (tenant: TenantId, items: readonly Kept[]): GroupWrite<void> => {
    const fresh = freshParts(items, durable.get(tenant));
    const records = items.map(({ record }) => record);
    const at = records[0]?.at;
    const written = insertSignIns(tenant, records);
    return fresh.size === 0 || at === undefined
      ? { statements: [written], results: () => [] }
      : {
          statements: [insertInputParts(tenant, [...fresh.values()], at), written],
          results: () => {
            // Remembered only after the commit: a group that failed has kept nothing.
            remember(tenant, fresh.keys());
            return [];
          },
        };
  };
  const group = createGroupCommit<Kept, void>(store, { name: 'sign-ins', plan });

  return {
    keep: (tenant, record, input) => group.submit(tenant, { record, input }),
    read: (tenant, id) => store.inTenant(tenant, (tx) => readDecision(tx, id)),
    drain: () => group.drain(),
  };
}

async function readDecision(tx: TenantTransaction, id: string): Promise<RecordedDecision | undefined> {
  const at = instantOf(id);
  const record = at === undefined ? undefined : await selectSignIn(tx, at, id);
  if (at === undefined || record === undefined) return undefined;
  return { record, input: record.input_digest === null ? null : await readInput(tx, record.input_digest, at) };
}

/** The parts of a group that are not known to be durable, by digest. */
function freshParts(items: readonly Kept[], durable: ReadonlySet<string> | undefined): Map<string, InputPart> {
  const fresh = new Map<string, InputPart>();
  for (const { input } of items) {
    for (const part of input?.parts ?? []) if (durable?.has(part.digest) !== true) fresh.set(part.digest, part);
  }
  return fresh;
}
