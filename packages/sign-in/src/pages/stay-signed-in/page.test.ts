import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the stay signed in page', () => {
  it('explains the choice, warns about shared devices, and offers yes and no', () => {
    expect(outline(sample('stay-signed-in').html)).toMatchInlineSnapshot(`
      "h1 Stay signed in?
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      tile Adele Vance adele@contoso.example
      button Use another account [choice=another-account]
      p Choose “Yes” to be asked to sign in less often in this browser.
      p Choose “No” on a device that you share with others.
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      button Yes [choice=yes]
      button No [choice=no]"
    `);
  });
});
