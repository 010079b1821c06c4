import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-fault.js';

const facts = { userName: 'avery@contoso.example', names: ['Avery', 'Contoso'], bannedTerms: ['Blank', 'Wingtip'] };

describe('a new password', () => {
  it.each([
    ['Sesame-84-Tx', undefined],
    ['ПарольNr1', undefined],
    ['correct Horse 7 staple', undefined],
    ['Short-1', 'must have at least 8 characters'],
    [`Aa1${'x'.repeat(254)}`, 'must not be longer than 256 characters'],
    ['onlylowercase', 'must have three of lower case, upper case, digits and other characters'],
    ['Twokindsonly', 'must have three of lower case, upper case, digits and other characters'],
    ['My-Avery-1', 'must not hold the user name'],
    ['P@ssw0rd', 'is a word that many passwords are'],
    ['P@ssw0rd!', 'is a word that many passwords are'],
    ['Wingtip7', 'is a word that many passwords are'],
    ['Summer2026!', 'is too easy to guess: most of it are common words'],
    ['Summer12345!', 'is too easy to guess: most of it are common words'],
    ['C0nt0so-Fq81z', 'must not hold a name of yours, or of your organization'],
  ])('%s: %s', (password, fault) => {
    expect(passwordFault(password, facts)).toBe(fault);
  });

  it('may hold a name that is too short to tell', () => {
    const bob = { userName: 'bob@contoso.example', names: ['Bob'], bannedTerms: [] };
    expect(passwordFault('Bob-was-here-1', bob)).toBeUndefined();
  });
});
