import { z } from 'zod';

/**
 * An object that refuses properties it does not know, naming the nearest one it does.
 * @param planned properties that the seed format has and this version cannot apply yet.
 */
export function strict<Shape extends z.ZodRawShape>(shape: Shape, planned: readonly string[] = []) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    // One line per unknown key, in their order; see `problemsOf`.
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownKey(key, known, planned)).join('\n')
        : undefined,
  });
}

function unknownKey(key: string, known: readonly string[], planned: readonly string[]): string {
  if (planned.includes(key)) return `this version does not support \`${key}\` yet`;
  const near = nearest(key, known);
  const name = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  return `unknown property \`${name.replaceAll('\n', ' ')}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
}

/** The known name that differs least, if no more than a third of the letters differ. */
function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 60) return undefined;
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(name.length / 3)) ? best.candidate : undefined;
}

/** How many letters must be added, taken away or exchanged (Levenshtein). */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let index = 1; index <= right.length; index += 1) {
      const exchange = (row[index - 1] ?? 0) + (left[at - 1] === right[index - 1] ? 0 : 1);
      next.push(Math.min(exchange, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

const longestText = 4_096;
const longestList = 500_000;

/** A text of reasonable length. */
export const text = z.string().max(longestText);

/** A text that is there. */
export const name = text.min(1);

/** A property that may be absent; null, as Graph writes absence, means the same. */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Properties that the service sets itself and an export shows: accepted with any value, and not read. */
export function unread<Name extends string>(...names: readonly Name[]) {
  return Object.fromEntries(names.map((one) => [one, z.unknown().optional()])) as Record<
    Name,
    z.ZodOptional<z.ZodUnknown>
  >;
}

/** The same, and gone from what is read: where whatever stands there would be kept otherwise. */
export function dropped<Name extends string>(...names: readonly Name[]) {
  const nothing = z
    .unknown()
    .optional()
    .transform(() => undefined);
  return Object.fromEntries(names.map((one) => [one, nothing])) as Record<Name, typeof nothing>;
}

/**
 * Properties that the format has and this version cannot keep yet: accepted where they say nothing, so that nothing is lost.
 * @param more values that say nothing beside null, `false`, empty texts, lists and objects: what a new object has in any case.
 */
export function notYet<Name extends string>(names: readonly Name[], more: readonly unknown[] = []) {
  const isSilent = (value: unknown) => saysNothing(value) || more.some((one) => isSame(value, one));
  return Object.fromEntries(
    names.map((one) => {
      const error = `this version does not support \`${one}\` yet`;
      return [one, z.unknown().refine(isSilent, { error }).optional()];
    }),
  ) as Record<Name, z.ZodOptional<z.ZodUnknown>>;
}

/** Graph writes what is absent as null, or as an object of nulls. YAML can write values that hold themselves, so the depth is bounded. */
function saysNothing(value: unknown, depth = 4): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  return typeof value === 'object' && depth > 0 && Object.values(value).every((one) => saysNothing(one, depth - 1));
}

function isSame(value: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return value === expected;
  if (typeof value !== 'object' || value === null) return false;
  const given = new Map(Object.entries(value));
  const wanted = Object.entries(expected);
  return given.size === wanted.length && wanted.every(([key, one]) => isSame(given.get(key), one));
}

/** A list of reasonable length that may be absent. */
export function list<Schema extends z.ZodType>(schema: Schema) {
  return maybe(z.array(schema).max(longestList));
}

/** A GUID, in lower case. */
export function guid<Id extends string>() {
  return z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'must be a GUID')
    .transform((value) => value.toLowerCase() as Id);
}

/** An instant as Graph writes it, in milliseconds since the Unix epoch. */
export const instant = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d))?$/,
    'must be a date such as `2030-01-01T00:00:00Z`',
  )
  .transform((value, context) => {
    const at = Date.parse(value);
    if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'is not a date of the calendar' });
    return at;
  });
