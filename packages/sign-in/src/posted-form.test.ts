import { describe, expect, it } from 'vitest';
import { choices, parseChoice } from './posted-form.js';

describe('a posted choice', () => {
  it('is read when it is one of ours', () => {
    for (const choice of choices) expect(parseChoice(choice)).toBe(choice);
  });

  it.each([undefined, '', 'YES', 'toString', ['yes'], 0])('is nothing otherwise: %j', (value) => {
    expect(parseChoice(value)).toBeUndefined();
  });
});
