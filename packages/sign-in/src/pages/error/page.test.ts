import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the error page', () => {
  it('shows the number, the sentence, what to do, and what support asks for', () => {
    expect(outline(sample('error').html)).toMatchInlineSnapshot(`
      "h1 We could not sign you in
      p The redirect URI https://sales.fabrikam.example/callback is not registered for application 6f7c1a01-43d2-4d0a-9a55-2f1f8f0c1b7e.
      h2 What to do
      p Register exactly this URI under the right platform of the application, or send one that is registered.
      h2 Details for support
      dt Error code
      dd AADSTS50011
      link AADSTS50011 -> /error?code=50011
      dt Correlation ID
      dd 8f0c1b7e-43d2-4d0a-9a55-2f1f6f7c1a01
      dt Request ID
      dd 0b6a6b0e-5f35-4a5c-8a35-9d1b2a0f1d00
      dt Time
      dd 2026-03-04 10:11:12Z"
    `);
  });
  it('offers ways on while the transaction lives', () => {
    expect(outline(sample('error-recovery').html)).toMatchInlineSnapshot(`
      "h1 You are not assigned to this application
      p The account adele@contoso.example is not assigned to a role of application Sales Desk.
      h2 What to do
      p An administrator can assign you or one of your groups to the application.
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      button Use another account [choice=another-account]
      button Return to the application [choice=return]
      h2 Details for support
      dt Error code
      dd AADSTS50105
      link AADSTS50105 -> /error?code=50105
      dt Correlation ID
      dd 8f0c1b7e-43d2-4d0a-9a55-2f1f6f7c1a01
      dt Request ID
      dd 0b6a6b0e-5f35-4a5c-8a35-9d1b2a0f1d00
      dt Time
      dd 2026-03-04 10:11:12Z"
    `);
  });
});
