import type { ExtensionProperty, MemberKind } from '@gatehouse/policy';
import type { Clock } from '../../platform/clock/index.js';
import type { TenantTransaction } from '../../platform/store/index.js';
import { readDocuments } from '../documents/repository.js';
import { lockLastSequence, readChangesOf, readLastSequence } from '../journal-reads/repository.js';
import { affectedBy, watchedTypes } from './affected.js';
import { type Keeping, keepMembers, memberTypeOf, writeMemberships } from './keep-members.js';
import {
  beginEvaluations,
  countForeignChanges,
  type Cursor,
  insertCursor,
  moveEvaluations,
  noId,
  readEvaluations,
  readIdsAfter,
  readRules,
  readStrangers,
  takeCursor,
  updateCursor,
} from './repository.js';
import { type TenantRules, tenantRulesOf } from './tenant-rules.js';

/** What came of one step: another process is at it; there is more to do; everything up to now shows in the groups. */
export type Step = 'busy' | 'more' | 'done';

/** The most objects that one transaction looks at, and the most pairs of an object and a rule: nobody waits for longer than that. */
const mostObjects = 500;
const mostPairs = 50_000;
/** The most groups that are gone through together. */
const mostTogether = 100;
/** Whoever is further behind than this looks at everybody anew instead of at every change. */
const furthestBehind = 5_000;
/** How often everybody is looked at for rules that depend on time. Upkeep comes every hour. */
const timedEveryMs = 50 * 60 * 1000;
/** More definitions than there can be. */
const mostExtensions = 100_000;

/**
 * One transaction's worth of keeping a tenant's dynamic groups as their rules say: the next changes of the journal and, when no more
 * are waiting, the next objects for the groups that are being gone through. The cursor moves with the changes that follow from it, so that
 * whatever ends in between begins again where it was.
 */
export async function followJournal(tx: TenantTransaction, clock: Clock): Promise<Step> {
  const now = clock.now();
  const head = await readLastSequence(tx);
  const taken = await takeCursor(tx);
  const cursor = taken ?? { sequence: head, timedAt: now };
  const isNew = taken === undefined;
  if (isNew && !(await insertCursor(tx, cursor))) return 'busy';
  const rules = tenantRulesOf(await readRules(tx));
  if (isNew || (await isLost(tx, head, cursor))) {
    await beginEvaluations(tx, [...rules.groups.keys()]);
    await updateCursor(tx, { sequence: head, timedAt: now });
    return 'more';
  }
  const keeping = { rules, extensions: await extensionsFor(tx, rules), now };
  const limit = objectsAtOnce(rules.groups.size);
  const entries = await readChangesOf(tx, watchedTypes, cursor.sequence, limit);
  const isCaughtUp = entries.length < limit;
  const { subjects, groups } = affectedBy(entries, rules);
  const users = await keepMembers(tx, keeping, 'user', [...subjects.user], null);
  const devices = await keepMembers(tx, keeping, 'device', [...subjects.device], null);
  const page = isCaughtUp ? await goThrough(tx, keeping) : nowhere;
  // After the memberships: whoever deletes a group holds it before what hangs on it, and so does this.
  const isTimely = rules.timed.length > 0 && isTimeFor(cursor.timedAt, now);
  const again = new Set([...groups, ...(isTimely ? rules.timed : [])]);
  if (again.size > 0) await beginEvaluations(tx, [...again]);
  await moveEvaluations(
    tx,
    page.groups.filter((group) => !again.has(group)),
    page.after,
  );
  const last = entries.at(-1)?.sequence ?? cursor.sequence;
  const sequence = isCaughtUp ? Math.max(head, last) : last;
  await leave(tx, cursor, { sequence, timedAt: isTimely ? now : cursor.timedAt }, users + devices + page.written);
  return isCaughtUp && (await readEvaluations(tx, 1)).length === 0 ? 'done' : 'more';
}

/** Whether there is more to be read than to be gone through anew. What the platform itself wrote is passed over quickly. */
async function isLost(tx: TenantTransaction, head: number, { sequence }: Cursor): Promise<boolean> {
  if (head - sequence <= furthestBehind) return false;
  return (await countForeignChanges(tx, watchedTypes, sequence, furthestBehind + 1)) > furthestBehind;
}

/**
 * Moves the cursor. Nothing follows from what the platform has just written itself: when nobody else wrote in between, the cursor
 * moves beyond that as well.
 */
async function leave(tx: TenantTransaction, before: Cursor, after: Cursor, written: number): Promise<void> {
  const isAtHead = written > 0 && (await lockLastSequence(tx)) === after.sequence;
  const sequence = isAtHead ? after.sequence + written : after.sequence;
  if (sequence !== before.sequence || after.timedAt !== before.timedAt) await updateCursor(tx, { ...after, sequence });
}

/** A clock that was set back counts as well. */
function isTimeFor(timedAt: number, now: number): boolean {
  return Math.abs(now - timedAt) >= timedEveryMs;
}

/** How far some groups were gone through. */
interface Progress {
  readonly groups: readonly string[];
  /** The last object that was looked at; null when there are no more. */
  readonly after: string | null;
  /** How many memberships changed. */
  readonly written: number;
}

const nowhere: Progress = { groups: [], after: null, written: 0 };

/** Looks at the next objects for the groups that are the furthest behind, if there are any. */
async function goThrough(tx: TenantTransaction, keeping: Keeping): Promise<Progress> {
  const { rules } = keeping;
  const waiting = await readEvaluations(tx, mostTogether);
  const [first] = waiting;
  if (first === undefined) return nowhere;
  const about = rules.groups.get(first.group)?.about;
  // It was paused, or has no rule any more.
  if (about === undefined) return { ...nowhere, groups: [first.group] };
  const groups = waiting
    .filter(({ group, after }) => after === first.after && rules.groups.get(group)?.about === about)
    .map(({ group }) => group);
  const strangers = first.after === noId ? await endStrangers(tx, rules, groups, about) : 0;
  if (strangers > 0) return { ...nowhere, written: strangers };
  const limit = objectsAtOnce(groups.length);
  const ids = await readIdsAfter(tx, about, first.after, limit);
  const written = await keepMembers(tx, keeping, about, ids, new Set(groups));
  return { groups, after: ids.length < limit ? null : (ids.at(-1) ?? null), written };
}

/** Ends memberships that no rule could make: of other kinds of objects, from before the group had its rule. */
async function endStrangers(
  tx: TenantTransaction,
  rules: TenantRules,
  groups: readonly string[],
  about: MemberKind,
): Promise<number> {
  const strangers = await readStrangers(tx, groups, memberTypeOf(about), mostObjects);
  return writeMemberships(tx, rules, [], strangers);
}

function objectsAtOnce(groups: number): number {
  return Math.max(1, Math.min(mostObjects, Math.floor(mostPairs / Math.max(1, groups))));
}

/** The extensions of users that are defined, by the names that rules use for them, in whatever letter case. */
async function extensionsFor(tx: TenantTransaction, rules: TenantRules): Promise<ReadonlyMap<string, string>> {
  if (rules.extensionNames.length === 0) return new Map();
  const documents = await readDocuments(tx, 'extension-property', null, mostExtensions);
  const defined = new Map(
    documents
      .map(({ body }) => body as unknown as ExtensionProperty)
      .filter(({ targetObjects }) => targetObjects.includes('User'))
      .map(({ name }) => [name.toLowerCase(), name]),
  );
  return new Map(
    rules.extensionNames.flatMap((written): [string, string][] => {
      const name = defined.get(written.toLowerCase());
      return name === undefined ? [] : [[written, name]];
    }),
  );
}
