/** What one term, or one character that is in none, is worth. */
const worth = 1;

/**
 * How much of a password is not made of terms: one point for each term in it and one for each other character, counted in the way
 * that gives the fewest (Microsoft Entra documentation: password protection, score calculation).
 * @param password normalised. @param terms normalised.
 */
export function passwordScore(password: string, terms: ReadonlySet<string>): number {
  const lengths = [...new Set([...terms].map(({ length }) => length))];
  const fewest = [0];
  for (let end = 1; end <= password.length; end += 1) {
    const covered = lengths
      .filter((length) => length <= end && terms.has(password.slice(end - length, end)))
      .map((length) => (fewest[end - length] ?? 0) + worth);
    fewest.push(Math.min((fewest[end - 1] ?? 0) + worth, ...covered));
  }
  return fewest[password.length] ?? 0;
}
