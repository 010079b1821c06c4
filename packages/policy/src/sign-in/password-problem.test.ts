import { expect, test } from 'vitest';
import { passwordProblem } from './password-problem.js';

test.each([
  ['', 'too_short'],
  ['1234567', 'too_short'],
  ['12345678', undefined],
  ['only small letters, no composition rules', undefined],
  ['a'.repeat(256), undefined],
  ['a'.repeat(257), 'too_long'],
  // Counted in code points: eight pictures are eight characters.
  ['🔑'.repeat(8), undefined],
  ['🔑'.repeat(256), undefined],
  ['🔑'.repeat(257), 'too_long'],
])('the password %j is judged %s', (password, problem) => {
  expect(passwordProblem(password)).toBe(problem);
});
