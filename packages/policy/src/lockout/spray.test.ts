import { describe, expect, it } from 'vitest';
import { judgeSpray } from './spray.js';

/** Accounts and passwords of one network, accounts of one password. */
const of = (accountsOfNetwork: number, passwordsOfNetwork: number, accountsOfPassword: number) => ({
  accountsOfNetwork,
  passwordsOfNetwork,
  accountsOfPassword,
});

describe('failed passwords are a spray', () => {
  it.each([
    ['of one person who mistypes', of(1, 5, 1), []],
    ['of an office in which many mistype', of(60, 58, 2), []],
    ['on few accounts of one network', of(19, 1, 9), []],
    ['of few passwords on many accounts', of(20, 3, 9), ['network']],
    ['of half as many passwords as accounts', of(40, 20, 2), ['network']],
    ['of more than half as many', of(40, 21, 2), []],
    ['of one password from many networks', of(1, 1, 10), ['password']],
    ['of one password on many accounts from one network', of(30, 1, 30), ['network', 'password']],
  ])('%s: %j', (_title, facts, marks) => {
    expect(judgeSpray(facts)).toEqual(marks);
  });
});
