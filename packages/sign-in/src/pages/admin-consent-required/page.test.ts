import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the admin consent required page', () => {
  it('explains that only an administrator can grant, and offers the way back and another account', () => {
    expect(outline(sample('admin-consent-required').html)).toMatchInlineSnapshot(`
      "h1 An administrator must approve this
      tile Adele Vance adele@contoso.example
      p Report Builder
      p Unverified publisher
      p Publisher domain: reports.example
      p Report Builder needs permissions that only an administrator of Contoso can grant. Ask an administrator to grant them, then try again.
      p What Report Builder asks for:
      p Sign you in and read your profile
      p Lets you sign in to the app and lets it read your profile.
      p Read your mail
      p Lets the app read the mail in your mailbox.
      p Keep access to data you have given it access to
      p Lets the app see and update the data you gave it access to, even when you are not using the app.
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      button Return to the application [choice=return]
      button Sign in with another account [choice=another-account]"
    `);
  });
});
