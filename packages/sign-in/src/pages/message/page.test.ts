import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the message page', () => {
  it('shows its title and text', () => {
    expect(outline(sample('message').html)).toMatchInlineSnapshot(`
      "h1 Your request was sent
      p An administrator of Contoso will look at it. You can close this window."
    `);
  });
});
