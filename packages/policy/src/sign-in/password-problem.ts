/** Why a new password is not accepted. */
export type PasswordProblem = 'too_short' | 'too_long';

/** In Unicode code points. */
export const passwordLength = { least: 8, most: 256 } as const;

/**
 * Judges a new password: its length only. No composition rules (ASVS 6.2.5), any character allowed, nothing changed or cut
 * (ASVS 6.2.8, 6.2.9).
 *
 * @example passwordProblem('short') // 'too_short'
 */
export function passwordProblem(password: string): PasswordProblem | undefined {
  const length = [...password].length;
  if (length < passwordLength.least) return 'too_short';
  return length > passwordLength.most ? 'too_long' : undefined;
}
