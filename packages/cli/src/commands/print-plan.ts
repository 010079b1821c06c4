import type { DescribedPlan, PlannedChange, PlannedProperty } from '@gatehouse/server';

const marks = { create: '+', update: '~', delete: '-' } as const;

/** How much of a value a line shows. */
const longest = 160;

/** What a plan would do, in lines for people: tenant after tenant, with old and new values. */
export function planLines(plans: readonly DescribedPlan[]): readonly string[] {
  return plans
    .filter(({ changes }) => changes.length > 0)
    .flatMap(({ tenant, name, changes }) => [`${name} (${tenant})`, ...changes.flatMap(changeLines), '']);
}

function changeLines(change: PlannedChange): readonly string[] {
  const head = `  ${marks[change.verb]} ${change.type.replaceAll('-', ' ')} ${change.name === '' ? change.id : change.name}`;
  // What is new is told by its name: its values stand in the file.
  const told = change.verb === 'update' ? change.changes : change.changes.filter(({ added }) => added !== undefined);
  return [head, ...told.map((property) => `      ${propertyText(property)}`)];
}

function propertyText({ property, old, new: fresh, added, removed }: PlannedProperty): string {
  if (added !== undefined || removed !== undefined) {
    const words = [...(added ?? []).map((name) => `+ ${name}`), ...(removed ?? []).map((name) => `- ${name}`)];
    return `${property}: ${cut(words.join(', '))}`;
  }
  return `${property}: ${old === undefined ? '(nothing)' : shown(old)} → ${fresh === undefined ? '(nothing)' : shown(fresh)}`;
}

function shown(value: unknown): string {
  return cut(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Without what would move the cursor of a terminal. */
function cut(text: string): string {
  const plain = text.replaceAll(/\p{Cc}/gu, ' ');
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

/** How much a plan would do. */
export function countsOf(plans: readonly DescribedPlan[]): { create: number; update: number; delete: number } {
  const counts = { create: 0, update: 0, delete: 0 };
  for (const { changes } of plans) for (const { verb } of changes) counts[verb] += 1;
  return counts;
}
