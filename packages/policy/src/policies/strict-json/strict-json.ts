import type { Problem } from '../../registration/index.js';

/** What is wrong with a value that stands at a path; nothing when it fits. */
export type Check = (value: unknown, path: string) => readonly Problem[];

/** A JSON object. */
export type JsonRecord = Readonly<Record<string, unknown>>;

interface Member {
  readonly check: Check;
  readonly isOptional: boolean;
}

/** A member of a record that may be absent. */
export function optional(check: Check): Member {
  return { check, isOptional: true };
}

/**
 * An object with these members and no others. Names count in any letter case, as the platform reads definitions, but each once.
 */
export function record(members: Readonly<Record<string, Check | Member>>): Check {
  const declared = Object.entries(members).map(([name, one]): readonly [string, Member] => [
    name,
    typeof one === 'function' ? { check: one, isOptional: false } : one,
  ]);
  return (value, path) => {
    if (!isRecord(value)) return [{ path, reason: 'must be an object' }];
    const given = Object.keys(value);
    const known = (name: string) => declared.find(([one]) => sameName(one, name));
    return [
      ...given.flatMap((name, index): readonly Problem[] => {
        const found = known(name);
        const inside = at(path, found?.[0] ?? name.slice(0, 64));
        if (found === undefined) return [{ path: inside, reason: 'is not a property here' }];
        if (given.slice(0, index).some((other) => sameName(other, name))) {
          return [{ path: inside, reason: 'stands more than once' }];
        }
        return found[1].check(value[name], inside);
      }),
      ...declared.flatMap(([name, { isOptional }]) =>
        isOptional || given.some((one) => sameName(one, name))
          ? []
          : [{ path: at(path, name), reason: 'must be given' }],
      ),
    ];
  };
}

/** The member of a record with this name in any letter case; undefined when there is none. */
export function member(value: unknown, name: string): unknown {
  if (!isRecord(value)) return undefined;
  const found = Object.keys(value).find((one) => sameName(one, name));
  return found === undefined ? undefined : value[found];
}

/** A list, each element of which fits. */
export function listOf(check: Check, most = 1000): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return [{ path, reason: 'must be a list' }];
    if (value.length > most) return [{ path, reason: `must not hold more than ${most} elements` }];
    return value.flatMap((element, index) => check(element, `${path}[${index}]`));
  };
}

/** A text that is not empty. */
export function text(most = 1024): Check {
  return (value, path) => {
    if (typeof value !== 'string' || value === '') return [{ path, reason: 'must be a text that is not empty' }];
    return value.length > most ? [{ path, reason: `must not be longer than ${most} characters` }] : [];
  };
}

/** One of some words, in any letter case. */
export function word(...words: readonly string[]): Check {
  return (value, path) =>
    typeof value === 'string' && words.some((one) => sameName(one, value))
      ? []
      : [{ path, reason: `must be one of ${words.map((one) => `\`${one}\``).join(', ')}` }];
}

/** True or false; definitions often write them as texts. */
export function flag(value: unknown, path: string): readonly Problem[] {
  const isFlag = typeof value === 'boolean' || (typeof value === 'string' && /^(?:true|false)$/i.test(value));
  return isFlag ? [] : [{ path, reason: 'must be true or false' }];
}

/** This very value. */
export function literal(expected: string | number): Check {
  return (value, path) => (value === expected ? [] : [{ path, reason: `must be ${expected}` }]);
}

/** Whatever it is. */
export function any(): readonly Problem[] {
  return [];
}

/** One problem for each value that stands a second time. */
export function repeated(
  values: readonly (string | undefined)[],
  path: (index: number) => string,
  what: string,
): readonly Problem[] {
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index
      ? [{ path: path(index), reason: `${what} \`${value}\` stands more than once` }]
      : [],
  );
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function at(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
