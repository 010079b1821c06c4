import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the consent page', () => {
  it('names the person, the application, its verified publisher and each permission in words', () => {
    expect(outline(sample('consent').html)).toMatchInlineSnapshot(`
      "h1 Permissions requested
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      tile Adele Vance adele@contoso.example
      button Use another account [choice=another-account]
      p Sales Desk
      p Fabrikam Software
      p Verified publisher
      p Publisher domain: fabrikam.example
      p Sales Desk would like to:
      p Sign you in and read your profile
      p Lets you sign in to the app and lets it read your profile.
      p Read your mail
      p Lets the app read the mail in your mailbox.
      p Keep access to data you have given it access to
      p Lets the app see and update the data you gave it access to, even when you are not using the app.
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      p Accept only if you trust this application with this access.
      link Terms of service -> https://fabrikam.example/terms
      link Privacy statement -> https://fabrikam.example/privacy
      p You can review and take back permissions at any time in My Apps.
      link My Apps -> /myapps
      button Accept [choice=accept]
      button Cancel [choice=cancel]"
    `);
  });
  it('warns of an unverified publisher and lets an administrator consent for the organization', () => {
    expect(outline(sample('consent-administrator').html)).toMatchInlineSnapshot(`
      "h1 Permissions requested
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      tile Adele Vance adele@contoso.example
      button Use another account [choice=another-account]
      p Report Builder
      p Unverified publisher
      p Publisher domain: reports.example
      p Report Builder would like to:
      p Sign you in and read your profile
      p Lets you sign in to the app and lets it read your profile.
      p Read your mail
      p Lets the app read the mail in your mailbox.
      p Keep access to data you have given it access to
      p Lets the app see and update the data you gave it access to, even when you are not using the app.
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      checkbox "Consent on behalf of your organization" [for_organization=yes] described: Nobody in Contoso will be asked again.
      p Nobody in Contoso will be asked again.
      p The publisher is not verified. Accept only if you know who made this application.
      p You can review and take back permissions at any time in My Apps.
      link My Apps -> /myapps
      button Accept [choice=accept]
      button Cancel [choice=cancel]"
    `);
  });
  it('says that the permissions are for everyone in the tenant', () => {
    expect(outline(sample('consent-organization').html)).toMatchInlineSnapshot(`
      "h1 Permissions requested for your organization
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      tile Adele Vance adele@contoso.example
      button Use another account [choice=another-account]
      p Sales Desk
      p Fabrikam Software
      p Verified publisher
      p Publisher domain: fabrikam.example
      p Sales Desk would like, for everyone in Contoso, to:
      p Sign you in and read your profile
      p Lets you sign in to the app and lets it read your profile.
      p Read your mail
      p Lets the app read the mail in your mailbox.
      p Keep access to data you have given it access to
      p Lets the app see and update the data you gave it access to, even when you are not using the app.
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      p Accept only if you trust this application with this access.
      button Accept [choice=accept]
      button Cancel [choice=cancel]"
    `);
  });
});
