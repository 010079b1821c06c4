import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the sign-out confirmation page', () => {
  it('offers every account and the way to stay', () => {
    expect(outline(sample('sign-out-confirm').html)).toMatchInlineSnapshot(`
      "h1 Which account do you want to sign out of?
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      button Adele Vance adele@contoso.example Signed in [account=a1]
      button Alex Wilber alex@contoso.example Signed in [account=a2]
      button Stay signed in [choice=cancel]"
    `);
  });
});
