import type { DescribedPlan, PlannedChange, PlannedProperty } from '@gatehouse/server';
import { terminalText } from '../terminal-text.js';

const marks = { create: '+', update: '~', delete: '-' } as const;

/** How much of a value, and of a name, a line shows. */
const longest = 160;

/** What a plan would do, in lines for people: tenant after tenant, with old and new values. */
export function planLines(plans: readonly DescribedPlan[]): readonly string[] {
  return plans
    .filter(({ changes }) => changes.length > 0)
    .flatMap(({ tenant, name, changes }) => [`${shown(name)} (${tenant})`, ...changes.flatMap(changeLines), '']);
}

function changeLines(change: PlannedChange): readonly string[] {
  const name = shown(change.name === '' ? change.id : change.name);
  const head = `  ${marks[change.verb]} ${change.type.replaceAll('-', ' ')} ${name}`;
  // What is new is told by its name: its values stand in the file.
  const told = change.verb === 'update' ? change.changes : change.changes.filter(({ added }) => added !== undefined);
  return [head, ...told.map((property) => `      ${propertyText(property)}`)];
}

function propertyText({ property, old, new: fresh, added, removed }: PlannedProperty): string {
  const name = shown(property);
  if (added !== undefined || removed !== undefined) {
    const words = [...(added ?? []).map((one) => `+ ${one}`), ...(removed ?? []).map((one) => `- ${one}`)];
    return `${name}: ${shown(words.join(', '))}`;
  }
  return `${name}: ${valueText(old)} → ${valueText(fresh)}`;
}

function valueText(value: unknown): string {
  if (value === undefined) return '(nothing)';
  return shown(typeof value === 'string' ? value : JSON.stringify(value));
}

function shown(text: string): string {
  return terminalText(text, longest);
}

/** How much plans would do. */
export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  /** Passwords and the like of which only their writing shows whether they differ. */
  readonly unseen: number;
}

/** Counts what plans would do. */
export function countsOf(plans: readonly DescribedPlan[]): PlanCounts {
  const counts = { create: 0, update: 0, delete: 0 };
  for (const { changes } of plans) for (const { verb } of changes) counts[verb] += 1;
  return { ...counts, unseen: plans.reduce((sum, one) => sum + one.unseen, 0) };
}
