import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import type { Actor, Store, TenantTransaction } from '../../platform/store/index.js';
import { type DirectoryWork, isRefused } from '../operation.js';
import { keepingAdministrators } from '../roles/last-administrator.js';
import { lockLastSequence } from '../journal-reads/repository.js';
import { lockTenant } from '../tenants/repository.js';
import { type DescribedPlan, describePlan } from './describe-plan.js';
import { problemAt, type Seed } from './load-seed.js';
import { type PlanInput, planTenants, withPlanned } from './plan/plan-seed.js';
import { nothingStored, type TenantFacts } from './plan/seed-facts.js';
import { gatherTenants, type SeededTenant } from './plan/seeded-tenants.js';
import type { Refuse, TenantPlan } from './plan/tenant-plan.js';
import { readPlatformFacts, readSeedDomains, readTenantFacts, readWholeTenant } from './read-facts.js';
import type { SeedExtension } from './seed-extension.js';
import type { SeedProblem } from './seed-source.js';
import { refusalText, SeedRefusal } from './write/seed-refusal.js';
import { type Tally, writePlan } from './write/write-plan.js';

/** What a seed is applied with. */
export interface SeedContext {
  readonly store: Store;
  readonly clock: Clock;
  /** Those the seed was loaded with. */
  readonly extensions?: readonly SeedExtension[];
  /** Whom the journal names; `{ kind: 'operator', name: 'seed' }` when absent. */
  readonly actor?: Actor;
  /** Whether what the seed does not name goes, in the lists that it has. Nothing does, when absent. */
  readonly isExact?: boolean;
}

export type PlannedSeed =
  | {
      readonly kind: 'ok';
      readonly plans: ReadonlyMap<TenantId, TenantPlan>;
      /** What they would do, tenant after tenant. */
      readonly described: readonly DescribedPlan[];
      /** What does not do what it seems to. */
      readonly warnings: readonly SeedProblem[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly SeedProblem[] };

/** What came of a seed: everything of it is in the store, or nothing. */
export type AppliedSeed =
  /** Counts of tenants, users, groups, memberships, applications, service principals, grants, assignments and whatever else it names. */
  | {
      readonly kind: 'applied';
      readonly changed: number;
      readonly unchanged: number;
      readonly warnings: readonly SeedProblem[];
    }
  | {
      readonly kind: 'refused';
      readonly problems: readonly SeedProblem[];
      /** The tenants that were written before one was found that could not be: each is a transaction of its own. */
      readonly written?: readonly TenantId[];
    };

/** More would help nobody; the first ones are mended first. */
const mostProblems = 100;

/** Says what applying the seed would do, or why it cannot be; writes nothing. */
export async function planSeed(seed: Seed, context: SeedContext): Promise<PlannedSeed> {
  const planned = await plan(seed, context);
  if (planned.kind === 'refused') return planned;
  const { plans, warnings, input } = planned;
  const described = [...plans].map(([tenant, one]) => describePlan(one, input.stored.get(tenant) ?? nothingStored));
  return { kind: 'ok', plans, described, warnings };
}

/**
 * Makes the store say what the seed says: adds what is missing and changes what differs in the properties that the seed names.
 * Nothing is taken away, unless the context says so. Applied again it changes nothing. A seed with any problem is refused before
 * anything is written; each tenant is one transaction.
 * @param expected the digests of the plans that somebody agreed to: a tenant that changed since is refused.
 */
export async function applySeed(
  seed: Seed,
  context: SeedContext,
  expected?: ReadonlyMap<TenantId, string>,
): Promise<AppliedSeed> {
  const planned = await plan(seed, context);
  if (planned.kind === 'refused') return planned;
  const input = withPlanned(planned.input, planned.plans);
  const total: Tally = { changed: 0, unchanged: 0 };
  const written: TenantId[] = [];
  for (const seeded of input.tenants) {
    try {
      const tally = await context.store.inTenant(seeded.id, (tx) => applyTenant(tx, seeded, input, context, expected));
      total.changed += tally.changed;
      total.unchanged += tally.unchanged;
      written.push(seeded.id);
    } catch (error) {
      if (!(error instanceof SeedRefusal)) throw error;
      return {
        kind: 'refused',
        problems: [problemAt(error.place ?? seeded.mentions[0].place, error.message)],
        written,
      };
    }
  }
  return { kind: 'applied', ...total, warnings: planned.warnings };
}

type Planned =
  | {
      readonly kind: 'ok';
      readonly input: PlanInput;
      readonly plans: ReadonlyMap<TenantId, TenantPlan>;
      readonly warnings: readonly SeedProblem[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly SeedProblem[] };

async function plan(seed: Seed, { store, clock, extensions = [], isExact = false }: SeedContext): Promise<Planned> {
  const problems: SeedProblem[] = [];
  const warnings: SeedProblem[] = [];
  const noteIn =
    (list: SeedProblem[]): Refuse =>
    (place, reason) => {
      if (list.length < mostProblems) list.push(problemAt(place, reason));
    };
  const notes = { refuse: noteIn(problems), warn: noteIn(warnings) };
  const domainOwners = await readSeedDomains(store, seed);
  const tenants = gatherTenants(seed, domainOwners, notes.refuse);
  const platform = await readPlatformFacts(store, tenants, domainOwners);
  const stored = new Map<TenantId, TenantFacts>();
  for (const seeded of tenants) {
    stored.set(seeded.id, await store.inTenant(seeded.id, (tx) => readFacts(tx, seeded, isExact)));
  }
  const input: PlanInput = { tenants, platform, stored, extensions, isExact, now: clock.now() };
  const plans = planTenants(input, notes);
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'ok', input, plans, warnings };
}

function readFacts(tx: TenantTransaction, seeded: SeededTenant, isExact: boolean): Promise<TenantFacts> {
  return isExact ? readWholeTenant(tx, seeded) : readTenantFacts(tx, seeded);
}

/** Plans one tenant once more, from what it holds now that nobody else seeds it, and writes that. */
async function applyTenant(
  tx: TenantTransaction,
  seeded: SeededTenant,
  input: PlanInput,
  { actor = { kind: 'operator', name: 'seed' }, clock }: SeedContext,
  expected: ReadonlyMap<TenantId, string> | undefined,
): Promise<Tally> {
  await lockTenant(tx);
  // What is planned from is what is written over: a change that came in between would be undone unseen.
  await lockLastSequence(tx);
  const facts = await readFacts(tx, seeded, input.isExact);
  const refuse: Refuse = (place, reason) => {
    throw new SeedRefusal(`the store changed while the seed was applied: ${reason}`, place);
  };
  const plans = planTenants(
    { ...input, tenants: [seeded], stored: new Map([[seeded.id, facts]]) },
    { refuse, warn: () => undefined },
  );
  const mine = plans.get(seeded.id);
  if (mine === undefined) throw new Error(`the tenant ${seeded.id} is not planned`);
  if (expected !== undefined && describePlan(mine, facts).digest !== expected.get(seeded.id)) {
    throw new SeedRefusal('the tenant changed since its plan was shown; nothing of it was written');
  }
  const work: DirectoryWork = { tx, clock, ids: noIds, actor };
  const tally = await keepingAdministrators<Tally>((inner) => writePlan(inner, mine))(work);
  if (isRefused(tally)) throw new SeedRefusal(refusalText('apply the seed', tally));
  return tally;
}

/** Every id of a seed is given, or made of names: applied again, it finds what it made. */
const noIds: Ids = {
  guid: () => {
    throw new Error('a seed makes no random ids');
  },
  bytes: () => {
    throw new Error('a seed is not random');
  },
  below: () => {
    throw new Error('a seed is not random');
  },
};
