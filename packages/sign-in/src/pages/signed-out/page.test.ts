import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { all, parsePage } from '../../testing/parsed-page.js';
import { sample } from '../../testing/sample.js';

describe('the signed out page', () => {
  it('loads every front-channel address in a frame', () => {
    expect(outline(sample('signed-out').html)).toMatchInlineSnapshot(`
      "h1 You signed out
      p It is a good idea to close all browser windows.
      frame https://sales.fabrikam.example/signout?sid=1&iss=x
      frame http://localhost:3000/signout"
    `);
  });
  it('leads on to where the application asked', () => {
    expect(outline(sample('signed-out-continue').html)).toMatchInlineSnapshot(`
      "h1 You signed out
      p It is a good idea to close all browser windows.
      link Continue -> https://sales.fabrikam.example/bye?state=1
      frame https://sales.fabrikam.example/signout?sid=1"
    `);
  });

  it('goes on by itself once the frames are loaded, and only when asked to', () => {
    expect(refreshOf('signed-out-continue')).toEqual(['0; url=https://sales.fabrikam.example/bye?state=1']);
    expect(refreshOf('signed-out')).toEqual([]);
  });

  it('keeps the frames hidden and from taking over the window', () => {
    for (const { attributes } of all(parsePage(sample('signed-out').html), 'iframe')) {
      expect(attributes).toMatchObject({ hidden: '', sandbox: 'allow-scripts allow-same-origin' });
    }
  });
});

function refreshOf(name: string): readonly (string | undefined)[] {
  const metas = all(parsePage(sample(name).html), 'meta');
  return metas
    .filter(({ attributes }) => attributes['http-equiv'] === 'refresh')
    .map(({ attributes }) => attributes['content']);
}
