import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the password page', () => {
  it('asks for the password of the account it names, and lets another account be used without filling it in', () => {
    expect(outline(sample('password').html)).toMatchInlineSnapshot(`
      "h1 Enter your password
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      tile adele@contoso.example
      button Use another account [choice=another-account]
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      text (no label) [not posted=adele@contoso.example] autocomplete="username" readonly hidden
      password "Password" [password=] autocomplete="current-password" autofocus required
      button Sign in [choice=next]"
    `);
  });
  it('binds the error to the field and never fills the password in', () => {
    expect(outline(sample('password-error').html)).toMatchInlineSnapshot(`
      "h1 Enter your password
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      tile adele@contoso.example
      button Use another account [choice=another-account]
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      text (no label) [not posted=adele@contoso.example] autocomplete="username" readonly hidden
      p The user name or the password is wrong.
      password "Password" [password=] autocomplete="current-password" autofocus required aria-invalid described: The user name or the password is wrong.
      button Sign in [choice=next]
      button Cancel [choice=cancel]"
    `);
  });
});
