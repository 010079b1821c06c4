import { bannedBecause, type PasswordPlace } from './banned-password.js';
import { longestPassword } from './longest-password.js';

const shortest = 8;
const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

/** What a new password is judged by. */
export interface PasswordFacts extends PasswordPlace {
  /** The user principal name of whose it is to be. */
  readonly userName: string;
}

const sentences = {
  common: 'is a word that many passwords are',
  holds_name: 'must not hold a name of yours, or of your organization',
  made_of_terms: 'is too easy to guess: most of it are common words',
} as const;

/**
 * What is wrong with a new password, or undefined: it has 8 to 256 characters of at least three of the kinds lower case, upper case,
 * digits and others, and does not hold the name of whose it is (Microsoft Entra documentation: password policies); and it is not banned
 * (password protection).
 */
export function passwordFault(password: string, facts: PasswordFacts): string | undefined {
  const length = [...password].length;
  if (length < shortest) return `must have at least ${shortest} characters`;
  if (length > longestPassword) return `must not be longer than ${longestPassword} characters`;
  if (classes.filter((kind) => kind.test(password)).length < 3) {
    return 'must have three of lower case, upper case, digits and other characters';
  }
  const { userName } = facts;
  const name = userName.slice(0, Math.max(userName.lastIndexOf('@'), 0)).toLowerCase();
  if (name.length > 3 && password.toLowerCase().includes(name)) return 'must not hold the user name';
  const banned = bannedBecause(password, facts);
  return banned === undefined ? undefined : sentences[banned];
}
