import { describe, expect, it } from 'vitest';
import { isLoopbackHost } from './index.js';

describe('a loopback host', () => {
  it.each(['localhost', 'LOCALHOST', 'a.b.localhost', '127.0.0.1', '127.255.0.9', '::1', '[::1]', '::ffff:127.0.0.1'])(
    'is %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );
  it.each([
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '128.0.0.1',
    'localhost.example',
    'notlocalhost',
    '127.0.0.1.example',
    '127.1',
    '',
  ])('is not %s', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
