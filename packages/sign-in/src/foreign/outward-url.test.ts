import { describe, expect, it } from 'vitest';
import { outwardUrl } from './outward-url.js';

describe('an outward address', () => {
  it.each(['https://app.example/cb?a=1&b=2', 'http://localhost:3000', 'msal0123://auth', 'urn:ietf:wg:oauth:2.0:oob'])(
    'is left as it is: %s',
    (url) => {
      expect(outwardUrl(url)).toBe(url);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://app.example/1',
    'file:///etc/passwd',
  ])('never runs or loads anything in the page itself: %j', (url) => {
    expect(() => outwardUrl(url)).toThrow('must not reach a page');
  });

  it('is absolute', () => {
    expect(() => outwardUrl('//app.example/cb')).toThrow('Invalid URL');
  });
});
