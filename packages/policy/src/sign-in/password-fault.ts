import { longestPassword } from './longest-password.js';

const shortest = 8;
const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

/**
 * What is wrong with a new password, or undefined: it has 8 to 256 characters of at least three of the kinds lower case, upper case,
 * digits and others, and does not hold the name of whose it is (Microsoft Entra documentation: password policies).
 * @param userName the user principal name.
 */
export function passwordFault(password: string, userName: string): string | undefined {
  const length = [...password].length;
  if (length < shortest) return `must have at least ${shortest} characters`;
  if (length > longestPassword) return `must not be longer than ${longestPassword} characters`;
  if (classes.filter((kind) => kind.test(password)).length < 3) {
    return 'must have three of lower case, upper case, digits and other characters';
  }
  const name = userName.slice(0, Math.max(userName.lastIndexOf('@'), 0)).toLowerCase();
  return name.length > 3 && password.toLowerCase().includes(name) ? 'must not hold the user name' : undefined;
}
