import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Initials } from './account-tile.js';

describe('the initials of a name', () => {
  it.each([
    ['Adele Vance', 'AV'],
    ['adele maria vance', 'AV'],
    ['Madonna', 'M'],
    ['adele@contoso.example', 'A'],
    ['Vance (Adele)', 'V'],
    ['山田 花子', '山花'],
    ['e\u0301mile zola', 'E\u0301Z'],
    ['\u202eAdele', 'A'],
    ['***', ''],
    ['', ''],
  ])('of %j are %j', (name, initials) => {
    expect(render(h(Initials, { name }))).toBe(`<span class="initials" aria-hidden="true">${initials}</span>`);
  });
});
