import type { Ids } from '../../platform/ids/index.js';

/** Consonants only: no words, nothing that looks like a digit, easy on every keyboard (RFC 8628 §6.1). */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
/** 20^9: about 39 bits. Guesses are bounded besides. */
const length = 9;
const userCode = new RegExp(`^[${alphabet}]{${length}}$`);

/** A fresh user code of nine letters. */
export function newUserCode(ids: Ids): string {
  return Array.from({ length }, () => alphabet.charAt(ids.below(alphabet.length))).join('');
}

/** What a person typed as a user code: letter case, spaces and hyphens do not count. Undefined when it cannot be one. */
export function readUserCode(typed: string): string | undefined {
  if (typed.length > 40) return undefined;
  const code = typed.toUpperCase().replace(/[\s\-\u2010-\u2015]/g, '');
  return userCode.test(code) ? code : undefined;
}
