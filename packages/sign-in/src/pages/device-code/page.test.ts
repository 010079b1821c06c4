import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the device code page', () => {
  it('asks for the code as a one-time code', () => {
    expect(outline(sample('device-code').html)).toMatchInlineSnapshot(`
      "h1 Enter the code
      p Your device or app shows a code. Enter it here to sign in there.
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      p Spaces, dashes and small letters do not matter.
      text "Code" [user_code=] autocomplete="one-time-code" autofocus required described: Spaces, dashes and small letters do not matter.
      button Next [choice=next]"
    `);
  });
  it('keeps what was typed and binds the error to the field', () => {
    expect(outline(sample('device-code-error').html)).toMatchInlineSnapshot(`
      "h1 Enter the code
      p Your device or app shows a code. Enter it here to sign in there.
      form post /gatehouse/sign-in
      hidden flow=example-flow-state
      p Spaces, dashes and small letters do not matter.
      p That code is not valid or has expired. Check it, or get a new one on your device.
      text "Code" [user_code=BCDF-GHJK] autocomplete="one-time-code" autofocus required aria-invalid described: That code is not valid or has expired. Check it, or get a new one on your device. described: Spaces, dashes and small letters do not matter.
      button Next [choice=next]"
    `);
  });
});
