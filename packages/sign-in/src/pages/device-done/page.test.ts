import { describe, expect, it } from 'vitest';
import { outline } from '../../testing/outline.js';
import { sample } from '../../testing/sample.js';

describe('the end of device sign-in page', () => {
  it('says that the device is signed in', () => {
    expect(outline(sample('device-done-approved').html)).toMatchInlineSnapshot(`
      "h1 You are signed in
      p You are signed in to Sales Desk on your device. You can close this window."
    `);
  });
  it('says that the application was not given access', () => {
    expect(outline(sample('device-done-declined').html)).toMatchInlineSnapshot(`
      "h1 Sign-in declined
      p Sales Desk was not given access to your account. You can close this window."
    `);
  });
});
