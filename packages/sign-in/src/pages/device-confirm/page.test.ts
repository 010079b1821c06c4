import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the device confirmation page', () => {
  it('names the application and where the request came from, and warns of codes sent by others', () => {
    expect(outline(sample('device-confirm').html)).toMatchInlineSnapshot(`
      "h1 Did you start this sign-in?
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      tile Adele Vance adele@contoso.example
      button Use another account [choice=another-account]
      p Sales Desk
      p Fabrikam Software
      p Verified publisher
      p Publisher domain: fabrikam.example
      p You are about to sign in to Sales Desk on another device.
      p The request came from 203.0.113.7 (Bergen, Norway).
      p Continue only if you started this yourself. If somebody sent you the code, choose “No”: they would get access to your account.
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      button Yes, continue [choice=yes]
      button No [choice=no]"
    `);
  });
});
