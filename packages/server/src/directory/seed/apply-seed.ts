import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../../platform/clock/index.js';
import type { Actor, Store, TenantTransaction } from '../../platform/store/index.js';
import { lockTenant } from '../tenants/repository.js';
import { problemAt, type Seed } from './load-seed.js';
import { type PlanInput, planTenants, withPlanned } from './plan/plan-seed.js';
import type { TenantFacts } from './plan/seed-facts.js';
import { gatherTenants, type SeededTenant } from './plan/seeded-tenants.js';
import type { Refuse, TenantPlan } from './plan/tenant-plan.js';
import { readPlatformFacts, readSeedDomains, readTenantFacts } from './read-facts.js';
import type { SeedExtension } from './seed-extension.js';
import type { SeedProblem } from './seed-source.js';
import { type Tally, writePlan } from './write-plan.js';

/** What a seed is applied with. */
export interface SeedContext {
  readonly store: Store;
  readonly clock: Clock;
  /** Those the seed was loaded with. */
  readonly extensions?: readonly SeedExtension[];
  /** Whom the journal names; `{ kind: 'operator', name: 'seed' }` when absent. */
  readonly actor?: Actor;
}

export type PlannedSeed =
  | { readonly kind: 'ok'; readonly plans: ReadonlyMap<TenantId, TenantPlan> }
  | { readonly kind: 'refused'; readonly problems: readonly SeedProblem[] };

/** What came of a seed: everything of it is in the store, or nothing. */
export type AppliedSeed =
  /** Counts of tenants, users, groups, memberships, applications, service principals, grants, assignments and brought values. */
  | { readonly kind: 'applied'; readonly changed: number; readonly unchanged: number }
  | { readonly kind: 'refused'; readonly problems: readonly SeedProblem[] };

/** More would help nobody; the first ones are mended first. */
const mostProblems = 100;

/** Says what applying the seed would do, or why it cannot be; writes nothing. */
export async function planSeed(seed: Seed, context: SeedContext): Promise<PlannedSeed> {
  const planned = await plan(seed, context);
  return planned.kind === 'refused' ? planned : { kind: 'ok', plans: planned.plans };
}

/**
 * Makes the store say what the seed says: adds what is missing and changes what differs in the properties that the seed names.
 * Nothing is taken away. Applied again it changes nothing. A seed with any problem is refused before anything is written;
 * each tenant is one transaction.
 */
export async function applySeed(seed: Seed, context: SeedContext): Promise<AppliedSeed> {
  const planned = await plan(seed, context);
  if (planned.kind === 'refused') return planned;
  const input = withPlanned(planned.input, planned.plans);
  const total: Tally = { changed: 0, unchanged: 0 };
  for (const seeded of input.tenants) {
    const tally = await context.store.inTenant(seeded.id, (tx) => applyTenant(tx, seeded, input, context));
    total.changed += tally.changed;
    total.unchanged += tally.unchanged;
  }
  return { kind: 'applied', ...total };
}

type Planned =
  | { readonly kind: 'ok'; readonly input: PlanInput; readonly plans: ReadonlyMap<TenantId, TenantPlan> }
  | { readonly kind: 'refused'; readonly problems: readonly SeedProblem[] };

async function plan(seed: Seed, { store, clock, extensions = [] }: SeedContext): Promise<Planned> {
  const problems: SeedProblem[] = [];
  const refuse: Refuse = (place, reason) => {
    if (problems.length < mostProblems) problems.push(problemAt(place, reason));
  };
  const domainOwners = await readSeedDomains(store, seed);
  const tenants = gatherTenants(seed, domainOwners, refuse);
  const platform = await readPlatformFacts(store, tenants, domainOwners);
  const stored = new Map<TenantId, TenantFacts>();
  for (const seeded of tenants) {
    stored.set(seeded.id, await store.inTenant(seeded.id, (tx) => readTenantFacts(tx, seeded)));
  }
  const input: PlanInput = { tenants, platform, stored, extensions, now: clock.now() };
  const plans = planTenants(input, refuse);
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'ok', input, plans };
}

/** Plans one tenant once more, from what it holds now that nobody else seeds it, and writes that. */
async function applyTenant(
  tx: TenantTransaction,
  seeded: SeededTenant,
  input: PlanInput,
  { actor = { kind: 'operator', name: 'seed' } }: SeedContext,
): Promise<Tally> {
  await lockTenant(tx);
  const stored = new Map([[seeded.id, await readTenantFacts(tx, seeded)]]);
  const plans = planTenants({ ...input, tenants: [seeded], stored }, (place, reason) => {
    const problem = problemAt(place, reason);
    throw new Error(`the store changed while the seed was applied: ${problem.file}: ${problem.path}: ${reason}`);
  });
  const mine = plans.get(seeded.id);
  if (mine === undefined) throw new Error(`the tenant ${seeded.id} is not planned`);
  return writePlan(tx, mine, actor);
}
