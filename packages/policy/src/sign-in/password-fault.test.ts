import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-fault.js';

describe('a new password', () => {
  it.each([
    ['Sesame-84', undefined],
    ['sesame-8', undefined],
    ['ПарольNr1', undefined],
    ['Short-1', 'must have at least 8 characters'],
    [`Aa1${'x'.repeat(254)}`, 'must not be longer than 256 characters'],
    ['onlylowercase', 'must have three of lower case, upper case, digits and other characters'],
    ['Twokindsonly', 'must have three of lower case, upper case, digits and other characters'],
    ['My-Avery-1', 'must not hold the user name'],
  ])('%s', (password, fault) => {
    expect(passwordFault(password, 'avery@contoso.example')).toBe(fault);
  });

  it('may hold a name that is too short to tell', () => {
    expect(passwordFault('Bob-was-here-1', 'bob@contoso.example')).toBeUndefined();
  });
});
