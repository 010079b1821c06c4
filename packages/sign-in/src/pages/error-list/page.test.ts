import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the error list page', () => {
  it('lists each error with its OAuth code, meaning and remedy', () => {
    expect(outline(sample('error-list').html)).toMatchInlineSnapshot(`
      "h1 Error codes
      p Every error of this platform, with what it means and what to do.
      th Code
      th OAuth error
      th Meaning
      th What to do
      th 50011
      link 50011 -> /error?code=50011
      p The redirect URI {uri} is not registered for application {client}.
      p Register exactly this URI under the right platform of the application, or send one that is registered.
      th 65001
      link 65001 -> /error?code=65001
      p The person or an administrator has not consented to the use of application {client}.
      p Send the person to the authorize endpoint for this application and resource.
      th 7000215
      link 7000215 -> /error?code=7000215
      p The client secret is wrong for application {client}.
      p Send the value of the secret, not its id."
    `);
  });
});
