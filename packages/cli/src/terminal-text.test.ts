import { describe, expect, it } from 'vitest';
import { terminalText } from './terminal-text.js';

describe('a text on a terminal', () => {
  it.each([
    ['clears the screen', 'a\u001b[2Jb', 'a [2Jb'],
    ['begins an order in one character', 'a\u009b31mb', 'a 31mb'],
    ['begins a line', 'a\r\nb\u0085c\u2028d\u2029e', 'a  b c d e'],
    ['turns the direction of reading', 'a\u202egnp.exe\u2066b', 'a gnp.exe b'],
    ['goes back', 'a\bb\u007f', 'a b '],
  ])('shows nothing that %s', (_what, text, shown) => {
    expect(terminalText(text)).toBe(shown);
  });

  it('is whole, whatever script it is in, as long as it is not too long', () => {
    expect(terminalText('Ünïcode 👩‍💻 名前', 40)).toBe('Ünïcode 👩‍💻 名前');
  });

  it('is cut when it is too long, between two characters', () => {
    expect(terminalText('abcdef', 5)).toBe('abcde…');
    expect(terminalText('abcde', 5)).toBe('abcde');
    expect(terminalText('😀😀😀', 2)).toBe('😀😀…');
    expect(terminalText('😀😀😀', 3)).toBe('😀😀😀');
  });
});
