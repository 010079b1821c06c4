import { commonTerms } from './common-terms.data.js';
import { normalisePassword } from './normalise-password.js';
import { passwordScore } from './password-score.js';
import { isWithinOneEdit } from './within-one-edit.js';

/** What a tenant adds to the terms that are banned everywhere (Microsoft Entra documentation: custom banned passwords). */
export const customTermLimits = { terms: 1000, shortest: 4, longest: 16 } as const;

/** Points that a password must have. */
const enough = 5;
/** Shorter names stand in too many words to mean their owner. */
const shortestName = 4;

/** Whose password it is to be, and what the tenant bans. */
export interface PasswordPlace {
  /** Names of the person and of the tenant. */
  readonly names: readonly string[];
  /** The tenant's own terms. */
  readonly bannedTerms: readonly string[];
}

/**
 * Why a password is too easy to guess, or undefined. Its letters count, not how they are written: it is a term but for one letter; it
 * holds a name; or too little of it is anything but terms.
 */
export function bannedBecause(
  password: string,
  { names, bannedTerms }: PasswordPlace,
): 'common' | 'holds_name' | 'made_of_terms' | undefined {
  const normal = normalisePassword(password);
  const terms = new Set([...common, ...bannedTerms.map(normalisePassword).filter((term) => term !== '')]);
  for (const term of terms) if (isWithinOneEdit(normal, term)) return 'common';
  const own = names.map(normalisePassword).filter((name) => [...name].length >= shortestName);
  if (own.some((name) => normal.includes(name))) return 'holds_name';
  return passwordScore(normal, terms) < enough ? 'made_of_terms' : undefined;
}

const common = commonTerms.map(normalisePassword);
