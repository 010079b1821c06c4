import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the error detail page', () => {
  it('explains one number', () => {
    expect(outline(sample('error-detail').html)).toMatchInlineSnapshot(`
      "h1 AADSTS50011
      p invalid_request
      p The redirect URI {uri} is not registered for application {client}.
      h2 What to do
      p Register exactly this URI under the right platform of the application, or send one that is registered.
      p All error codes
      link All error codes -> /error"
    `);
  });
  it('says so when the number is not known', () => {
    expect(outline(sample('error-detail-unknown').html)).toMatchInlineSnapshot(`
      "h1 Unknown error code
      p This platform has no error with the code 99999.
      p All error codes
      link All error codes -> /error"
    `);
  });
});
