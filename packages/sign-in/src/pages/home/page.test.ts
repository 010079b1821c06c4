import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the home page', () => {
  it('links the metadata of the tenants and shows the hints of development mode', () => {
    expect(outline(sample('home').html)).toMatchInlineSnapshot(`
      "h1 Sign-in service
      p Gatehouse is running at https://localhost:8443.
      p Development mode
      p Sign in as adele@contoso.example with the password of the seed file.
      h2 Tenants
      link OpenID Connect metadata -> https://localhost:8443/11111111-1111-4111-8111-111111111111/v2.0/.well-known/openid-configuration
      link OpenID Connect metadata -> https://localhost:8443/22222222-2222-4222-8222-222222222222/v2.0/.well-known/openid-configuration
      p Error codes
      link Error codes -> /error"
    `);
  });
});
