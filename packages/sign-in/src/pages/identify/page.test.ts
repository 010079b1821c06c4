import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the user name page', () => {
  it('asks for the user name, with passkeys offered, and leads on before it leads back', () => {
    expect(outline(sample('identify').html)).toMatchInlineSnapshot(`
      "h1 Sign in
      p to continue to Sales Desk
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      text "User name" [username=] autocomplete="username webauthn" autofocus required
      button Next [choice=next]
      button Cancel [choice=cancel]"
    `);
  });
  it('keeps what was typed and binds the error to the field', () => {
    expect(outline(sample('identify-error').html)).toMatchInlineSnapshot(`
      "h1 Sign in
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      p For example name@contoso.example
      p Enter a user name in the form name@example.com.
      text "User name" [username=adele] autocomplete="username webauthn" autofocus required aria-invalid described: Enter a user name in the form name@example.com. described: For example name@contoso.example
      p Can’t access your account?
      link Can’t access your account? -> /recover
      button Next [choice=next]"
    `);
  });
});
