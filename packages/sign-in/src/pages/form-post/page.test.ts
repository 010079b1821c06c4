import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the self-posting page', () => {
  it('posts the fields to the application by script, or by a button that adds nothing', () => {
    expect(outline(sample('form-post').html)).toMatchInlineSnapshot(`
      "h1 Taking you back to the application
      p If nothing happens, choose “Continue”.
      form post https://sales.fabrikam.example/callback
      hidden code=example-code
      hidden state=example-state
      button Continue
      script HTMLFormElement.prototype.submit.call(document.forms[0]);"
    `);
  });
});
