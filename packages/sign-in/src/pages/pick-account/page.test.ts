import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the pick an account page', () => {
  it('offers every account with its state as a button that posts its id, and another account last', () => {
    expect(outline(sample('pick-account').html)).toMatchInlineSnapshot(`
      "h1 Pick an account
      p to continue to Sales Desk
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      button Adele Vance adele@contoso.example Signed in [account=a1]
      button سارة الأحمد sara@contoso.example Signed out [account=a2]
      button alex@fabrikam.example Signed out [account=a3]
      button Use another account [choice=another-account]
      button Cancel [choice=cancel]"
    `);
  });
});
