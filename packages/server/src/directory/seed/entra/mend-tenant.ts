import type { Loss, SeedItem } from '@gatehouse/policy';
import { type Cut, cutOf, fromTheEnd, isThere, remove } from './cuts.js';
import { type Fault, faultsOf } from './faults-of.js';
import { lossOf } from './loss-of.js';

/** A tenant without what no seed may say, or why nothing can be made of it. */
export type MendedTenant =
  | { readonly kind: 'mended'; readonly tenant: SeedItem; readonly losses: readonly Loss[] }
  | { readonly kind: 'hopeless'; readonly reason: string };

/** Each round takes away what the one before was refused for; what still is after so many is taken away whole. */
const patience = 8;
/** Every round makes the tenant smaller, so that there is an end in any case; this one comes in time. */
const mostRounds = 100;

/**
 * Takes out of a tenant what the rules of seeds refuse, until they refuse nothing: an element of a list, else a property, else the whole
 * item. What guards something, and what policies are made of, goes with its whole item: without one of its conditions a policy would be
 * another policy.
 * @param now milliseconds since the Unix epoch.
 * @param judge tells what the rules refuse.
 */
export function mendTenant(
  tenant: SeedItem,
  now: number,
  onProgress: (step: string) => void,
  judge: (tenant: SeedItem, now: number) => readonly Fault[] = faultsOf,
): MendedTenant {
  const losses: Loss[] = [];
  let mended = tenant;
  for (let round = 1; round <= mostRounds; round += 1) {
    const faults = judge(mended, now);
    const [first] = faults;
    if (first === undefined) return { kind: 'mended', tenant: mended, losses };
    onProgress(`taking out what cannot be: ${faults.length}`);
    const smaller = without(mended, faults, round > patience, losses) ?? without(mended, faults, true, losses);
    if (smaller === undefined) return { kind: 'hopeless', reason: first.reason };
    mended = smaller;
  }
  return { kind: 'hopeless', reason: 'it is refused again and again' };
}

/** Without what some faults are about; with `whole`, without the items they are in. Undefined where nothing can go. */
function without(tenant: SeedItem, faults: readonly Fault[], whole: boolean, losses: Loss[]): SeedItem | undefined {
  const cuts = new Map<string, Cut>();
  for (const fault of faults) {
    const cut = cutOf(tenant, fault.path, whole);
    const key = JSON.stringify(cut);
    if (cuts.has(key) || cut.length === 0 || !isThere(tenant, cut)) continue;
    losses.push(lossOf(tenant, fault, cut));
    cuts.set(key, cut);
  }
  if (cuts.size === 0) return undefined;
  const copy = structuredClone(tenant);
  // From the end, so that what goes does not move what is still to go; the longer paths of one place first.
  for (const cut of [...cuts.values()].sort(fromTheEnd)) remove(copy, cut);
  return copy;
}
