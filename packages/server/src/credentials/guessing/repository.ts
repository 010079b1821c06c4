import type { TenantId, UserId } from '@gatehouse/model';
import { type FailureRecord, forgetFailuresAfter } from '@gatehouse/policy';
import type { Statement, Sweep, TenantTransaction } from '../../platform/store/index.js';
import type { CountedProof } from './proof-attempt.js';

interface FailureRow {
  readonly failures: number;
  readonly locks: number;
  readonly locked_until: Date | null;
  readonly last_at: Date;
  readonly recent: readonly string[];
}

/** What is remembered of an account's failures. Whoever else counts one waits until this transaction ends. */
export async function lockFailures(
  tx: TenantTransaction,
  { account, familiar }: Pick<CountedProof, 'account' | 'familiar'>,
  now: number,
): Promise<FailureRecord | undefined> {
  const [row] = await tx.rows<FailureRow>(
    `insert into account_failures (tenant_id, account, familiar, failures, locks, last_at, recent)
     values ($1, $2, $3, 0, 0, $4, '{}')
     on conflict (tenant_id, account, familiar) do update set account = excluded.account
     returning failures, locks, locked_until, last_at, recent`,
    [tx.tenant, account, familiar, new Date(now)],
  );
  if (row === undefined || row.failures === 0) return undefined;
  const { failures, locks, recent } = row;
  return { failures, locks, recent, lockedUntil: row.locked_until?.getTime() ?? null, lastAt: row.last_at.getTime() };
}

export async function writeFailures(
  tx: TenantTransaction,
  { account, familiar }: Pick<CountedProof, 'account' | 'familiar'>,
  { failures, locks, lockedUntil, lastAt, recent }: FailureRecord,
): Promise<void> {
  await tx.run(
    `update account_failures set failures = $4, locks = $5, locked_until = $6, last_at = $7, recent = $8
     where tenant_id = $1 and account = $2 and familiar = $3`,
    [tx.tenant, account, familiar, failures, locks, dateOf(lockedUntil), new Date(lastAt), recent],
  );
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

/** Forgets an account's failures, from one kind of place or from all. */
export async function deleteFailures(tx: TenantTransaction, account: string, familiar: boolean | null): Promise<void> {
  await tx.run(
    'delete from account_failures where tenant_id = $1 and account = $2 and ($3::boolean is null or familiar = $3)',
    [tx.tenant, account, familiar],
  );
}

export async function insertProofFailure(tx: TenantTransaction, proof: CountedProof, at: number): Promise<void> {
  await tx.run(
    'insert into proof_failures (tenant_id, id, account, network, password, at) values ($1, $2, $3, $4, $5, $6)',
    [tx.tenant, proof.id, proof.account, proof.network, proof.password, new Date(at)],
  );
}

export async function deleteProofFailure(tx: TenantTransaction, id: string): Promise<void> {
  await tx.run('delete from proof_failures where tenant_id = $1 and id = $2', [tx.tenant, id]);
}

/** How many failures a network has had since an instant, up to a bound; and the tenant as a whole. */
export async function countFailures(
  tx: TenantTransaction,
  network: string | null,
  since: number,
  bound: number,
): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    network === null
      ? `select count(*) as count from (
           select 1 from proof_failures where tenant_id = $1 and at > $2 limit $3) found`
      : `select count(*) as count from (
           select 1 from proof_failures where tenant_id = $1 and network = $4 and at > $2 limit $3) found`,
    [tx.tenant, new Date(since), bound, ...(network === null ? [] : [network])],
  );
  return row?.count ?? 0;
}

/** What the failures of a network, and those with a password, look like together. The bound keeps a flood from being counted through. */
export async function surroundings(
  tx: TenantTransaction,
  { network, password }: Pick<CountedProof, 'network' | 'password'>,
  since: number,
): Promise<{
  readonly accountsOfNetwork: number;
  readonly passwordsOfNetwork: number;
  readonly accountsOfPassword: number;
}> {
  const [row] = await tx.rows<{ accounts: number; passwords: number; sharing: number }>(
    `select of_network.accounts, of_network.passwords, of_password.sharing from (
       select count(distinct account) as accounts, count(distinct password) as passwords from (
         select account, password from proof_failures where tenant_id = $1 and network = $2 and at > $4
         order by at desc limit 500
       ) latest
     ) of_network
     cross join (
       select count(distinct account) as sharing from (
         select account from proof_failures where tenant_id = $1 and password = $3 and at > $4
         order by at desc limit 100
       ) latest
     ) of_password`,
    [tx.tenant, network, password, new Date(since)],
  );
  return {
    accountsOfNetwork: row?.accounts ?? 0,
    passwordsOfNetwork: row?.passwords ?? 0,
    accountsOfPassword: row?.sharing ?? 0,
  };
}

export type BlockKind = 'network' | 'password';

/** Which of a network and a password are blocked now. */
export async function readBlocks(
  tx: TenantTransaction,
  { network, password }: Pick<CountedProof, 'network' | 'password'>,
  now: number,
): Promise<ReadonlySet<BlockKind>> {
  const rows = await tx.rows<{ kind: BlockKind }>(
    `select kind from guessing_blocks
     where tenant_id = $1 and until > $4 and ((kind = 'network' and value = $2) or (kind = 'password' and value = $3))`,
    [tx.tenant, network, password, new Date(now)],
  );
  return new Set(rows.map(({ kind }) => kind));
}

/** Keeps a network or a password out, until then at least. */
export async function writeBlock(tx: TenantTransaction, kind: BlockKind, value: string, until: number): Promise<void> {
  await tx.run(
    `insert into guessing_blocks (tenant_id, kind, value, until) values ($1, $2, $3, $4)
     on conflict (tenant_id, kind, value) do update set until = greatest(guessing_blocks.until, excluded.until)`,
    [tx.tenant, kind, value, new Date(until)],
  );
}

/** How long a place stays familiar after somebody signed in from it. */
const familiarFor = 90 * 24 * 60 * 60 * 1000;

export async function isFamiliar(
  tx: TenantTransaction,
  user: UserId | undefined,
  place: string,
  now: number,
): Promise<boolean> {
  // Asked for nobody, too: its time must not tell accounts apart.
  const rows = await tx.rows(
    'select 1 from familiar_places where tenant_id = $1 and user_id = $2 and network = $3 and last_seen_at > $4',
    [tx.tenant, user ?? '00000000-0000-0000-0000-000000000000', place, new Date(now - familiarFor)],
  );
  return rows.length > 0;
}

/** Remembers a place; of each person, the latest twenty. */
export async function rememberPlace(tx: TenantTransaction, user: UserId, place: string, now: number): Promise<void> {
  await tx.run(
    `insert into familiar_places (tenant_id, user_id, network, last_seen_at) values ($1, $2, $3, $4)
     on conflict (tenant_id, user_id, network) do update set last_seen_at = excluded.last_seen_at`,
    [tx.tenant, user, place, new Date(now)],
  );
  await tx.run(
    `delete from familiar_places where tenant_id = $1 and user_id = $2 and network in (
       select network from familiar_places where tenant_id = $1 and user_id = $2
       order by last_seen_at desc, network offset 20)`,
    [tx.tenant, user],
  );
}

/** How long a single failure is looked at. */
export const spraySeenFor = 60 * 60 * 1000;

/** Failures of accounts a day after the last. */
export const accountFailureSweep: Sweep = (tenant, now, limit) =>
  oldest('account_failures', 'account, familiar', 'last_at', tenant, now - forgetFailuresAfter, limit);
/** Single failures that no spray can be told by any more. */
export const proofFailureSweep: Sweep = (tenant, now, limit) =>
  oldest('proof_failures', 'id', 'at', tenant, now - spraySeenFor, limit);
/** Blocks that have ended. */
export const guessingBlockSweep: Sweep = (tenant, now, limit) =>
  oldest('guessing_blocks', 'kind, value', 'until', tenant, now, limit);
/** Places from which nobody has come for long. */
export const familiarPlaceSweep: Sweep = (tenant, now, limit) =>
  oldest('familiar_places', 'user_id, network', 'last_seen_at', tenant, now - familiarFor, limit);

function oldest(table: string, key: string, age: string, tenant: TenantId, before: number, limit: number): Statement {
  return {
    sql: `delete from ${table} where tenant_id = $1 and (${key}) in (
            select ${key} from ${table} where tenant_id = $1 and ${age} < $2 order by ${age} limit $3)`,
    parameters: [tenant, new Date(before), limit],
  };
}
