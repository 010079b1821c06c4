import type {
  DirectoryCaller,
  DirectoryOperation,
  DirectoryTarget,
  PermissionAlternative,
} from './directory-access-input.js';
import { permissionIncludes } from './permission-includes.js';

/** Permissions that are enough together, and how far they reach. */
export interface PermissionChoice {
  readonly permissions: readonly string[];
  /** `own`: the person's own object; `owned`: objects that the application owns, or makes. */
  readonly reaches: 'all' | 'own' | 'owned';
  /** The only part that they reach, by the operation's name for it. */
  readonly part: string | null;
}

/** Which of the permissions held counted. */
export interface PermissionMatch {
  readonly by: readonly string[];
  readonly alone: boolean;
  readonly parts: readonly string[] | null;
  readonly reaches: PermissionChoice['reaches'];
}

/** What people, or applications, can be granted to do an operation: from least to most privileged. */
export function choicesFor(operation: DirectoryOperation, kind: DirectoryCaller['kind']): readonly PermissionChoice[] {
  const { permissions, ownOnly = [], ownedOnly = [], partOnly = {} } = operation;
  const delegated = kind === 'delegated';
  const narrow = delegated ? ownOnly : ownedOnly;
  return (delegated ? permissions.delegated : permissions.application).map((alternative) => {
    const needed = asSet(alternative);
    return {
      permissions: needed,
      reaches: !needed.some((each) => narrow.includes(each)) ? 'all' : delegated ? 'own' : 'owned',
      part: needed.flatMap((each) => (Object.hasOwn(partOnly, each) ? [partOnly[each] ?? ''] : []))[0] ?? null,
    };
  });
}

/** Whether permissions that reach no further than this reach the target. What is not known is out of reach. */
export function isReached({ reaches }: PermissionChoice, target: DirectoryTarget): boolean {
  if (reaches === 'all') return true;
  if (target.kind !== 'object') return reaches === 'owned' && target.kind === 'new';
  const fact = reaches === 'own' ? target.isSelf : target.isOwnedByCaller;
  return fact.kind === 'known' && fact.value;
}

/**
 * Which of the permissions held do for one of the choices: of those that reach most, the least privileged. A permission held by its
 * own name comes before one that includes it.
 */
export function matchPermissions(
  held: readonly string[],
  choices: readonly PermissionChoice[],
): PermissionMatch | null {
  const match = bestMatch(held, choices);
  if (match === null) return null;
  const without = bestMatch(
    held.filter((each) => !match.by.includes(each)),
    choices,
  );
  return { ...match, alone: without === null || (match.parts === null && without.parts !== null) };
}

function bestMatch(
  held: readonly string[],
  choices: readonly PermissionChoice[],
): Omit<PermissionMatch, 'alone'> | null {
  const met = choices.flatMap(({ permissions, reaches, part }) => {
    const by = permissions.map((each) => holding(held, each));
    return by.some((each) => each === undefined)
      ? []
      : [{ by: by as string[], reaches, part, exact: permissions.every((each) => held.includes(each)) }];
  });
  const whole = met.filter(({ part }) => part === null);
  const [first] = [...whole].sort((one, other) => Number(other.exact) - Number(one.exact));
  if (first !== undefined) return { by: [...new Set(first.by)], reaches: first.reaches, parts: null };
  const [some] = met;
  if (some === undefined) return null;
  return {
    by: [...new Set(met.flatMap(({ by }) => by))],
    reaches: some.reaches,
    parts: [...new Set(met.flatMap(({ part }) => (part === null ? [] : [part])))],
  };
}

/** The permission held that does for a needed one: itself, or the narrowest that includes it. */
function holding(held: readonly string[], needed: string): string | undefined {
  if (held.includes(needed)) return needed;
  const wider = held.filter((each) => permissionIncludes(each, needed));
  return wider.find((each) => !wider.some((other) => other !== each && permissionIncludes(each, other)));
}

function asSet(alternative: PermissionAlternative): readonly string[] {
  return typeof alternative === 'string' ? [alternative] : alternative;
}
