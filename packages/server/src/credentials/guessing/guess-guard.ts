import { type Refusal, refuse, type TenantId, type UserId } from '@gatehouse/model';
import { afterFailure, judgeSpray, lockedUntil, type LockoutSettings, type SprayFacts } from '@gatehouse/policy';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import type { Keys } from '../../platform/keys/index.js';
import type { Log } from '../../platform/log/index.js';
import type { Store, TenantTransaction } from '../../platform/store/index.js';
import { blindAttempt, type CountedProof, type ProofAttempt } from './proof-attempt.js';
import * as repository from './repository.js';

/** Guards what people prove themselves with, and others may guess, on every process alike. */
export interface GuessGuard {
  /**
   * Asks whether a proof may be tried. A yes counts as a failure from this moment, so that many tries at once are no more than as many
   * after each other (ONE-WINNER); `proved` takes it back.
   */
  begin(attempt: ProofAttempt): Promise<OpenProof | Refusal>;
  /** Forgets the failures of a person who got a new password: it is not the one that was guessed at. */
  forget(tx: TenantTransaction, user: UserId): Promise<void>;
}

/** A proof that may be tried. */
export interface OpenProof {
  readonly kind: 'open';
  /** The proof held. @returns a refusal when that is not enough, since it was found by trying it on many accounts */
  proved(): Promise<Refusal | undefined>;
}

/** Somebody tries few passwords on many accounts. */
export interface Spray {
  readonly network: string;
  readonly facts: SprayFacts;
  /** Whose password was found; null when it is the walk itself that was seen. */
  readonly user: UserId | null;
}

/** What the guard works with. */
export interface GuessGuardDeps {
  readonly store: Store;
  readonly keys: Pick<Keys, 'tenantSecret'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly settings: (tenant: TenantId) => Promise<LockoutSettings>;
  /** Hears of a spray, in the transaction that saw it. */
  readonly report: (tx: TenantTransaction, spray: Spray) => Promise<void>;
}

const minute = 60 * 1000;
/** A network, and a tenant, may fail this often before it has to wait; familiar places do not wait. */
const throttles = { network: { most: 100, within: 15 * minute }, tenant: { most: 1000, within: minute } } as const;
/** How long a spray keeps its network and its password out. */
const blockedFor = 60 * minute;

/** Makes the guard. What it counts is in the store: it survives restarts, and all processes share it. */
export function createGuessGuard(deps: GuessGuardDeps): GuessGuard {
  const { store, keys, clock, ids, log } = deps;
  return {
    begin: async (attempt) => {
      const secret = await keys.tenantSecret(attempt.tenant, 'guessing');
      const blind = blindAttempt(attempt, secret, ids.guid());
      const settings = await deps.settings(attempt.tenant);
      const verdict = await store.inTenant(attempt.tenant, async (tx) => {
        const now = clock.now();
        const familiar = await repository.isFamiliar(tx, attempt.user, blind.place, now);
        const proof = { ...blind, familiar };
        const blocked = await blockedBecause(tx, proof, now);
        if (blocked !== undefined) return refuse(50053, blocked);
        const before = await repository.lockFailures(tx, proof, now);
        if (lockedUntil(before, now) !== null) return refuse(50053, 'locked');
        await repository.writeFailures(tx, proof, afterFailure(before, proof.password, now, settings));
        await repository.insertProofFailure(tx, proof, now);
        await lookForSpray(tx, deps, proof, now);
        return proof;
      });
      if (verdict.kind === 'counted') {
        return { kind: 'open', proved: () => store.inTenant(verdict.tenant, (tx) => settle(tx, deps, verdict)) };
      }
      const { tenant, account, network } = blind;
      log.warn('proof not tried', { tenant, account, network, why: verdict.why });
      return verdict;
    },
    forget: (tx, user) => repository.deleteFailures(tx, user, null),
  };
}

/** Places where nobody knows the person have to wait for what others do there. */
async function blockedBecause(tx: TenantTransaction, proof: CountedProof, now: number): Promise<string | undefined> {
  if (proof.familiar) return undefined;
  const blocks = await repository.readBlocks(tx, proof, now);
  if (blocks.has('network')) return 'the network walks through accounts';
  const { network, tenant } = throttles;
  const ofNetwork = await repository.countFailures(tx, proof.network, now - network.within, network.most);
  if (ofNetwork >= network.most) return 'too many failures of the network';
  const ofTenant = await repository.countFailures(tx, null, now - tenant.within, tenant.most);
  return ofTenant >= tenant.most ? 'too many failures of the tenant' : undefined;
}

async function lookForSpray(
  tx: TenantTransaction,
  { report, log }: GuessGuardDeps,
  proof: CountedProof,
  now: number,
): Promise<void> {
  const facts = await repository.surroundings(tx, proof, now - repository.spraySeenFor);
  const marks = judgeSpray(facts);
  if (marks.length === 0) return;
  const known = await repository.readBlocks(tx, proof, now);
  for (const mark of marks) await repository.writeBlock(tx, mark, proof[mark], now + blockedFor);
  // One walk shows by its password first, and by its network later: it is told once.
  if (known.size > 0) return;
  log.warn('password spray', { tenant: proof.tenant, network: proof.network, by: marks.join(' '), ...facts });
  await report(tx, { network: proof.network, facts, user: null });
}

async function settle(
  tx: TenantTransaction,
  { clock, report, log }: GuessGuardDeps,
  proof: CountedProof,
): Promise<Refusal | undefined> {
  const now = clock.now();
  if (proof.user === undefined) throw new TypeError('nobody proved nothing');
  await repository.deleteProofFailure(tx, proof.id);
  if (!proof.familiar && (await repository.readBlocks(tx, proof, now)).has('password')) {
    const facts = await repository.surroundings(tx, proof, now - repository.spraySeenFor);
    log.warn('a sprayed password was right', { tenant: proof.tenant, user: proof.user, network: proof.network });
    await report(tx, { network: proof.network, facts, user: proof.user });
    return refuse(50053, 'the password is one that is tried on many accounts');
  }
  await repository.deleteFailures(tx, proof.account, proof.familiar);
  await repository.rememberPlace(tx, proof.user, proof.place, now);
  return undefined;
}
