import { describe, expect, it } from 'vitest';
import { cspSource } from './csp-source.js';

describe('a CSP source', () => {
  it.each([
    ['an address', 'https://App.Example:8443/cb?a=1;b=2#x', 'https://app.example:8443'],
    ['an origin', 'https://app.example', 'https://app.example'],
    ['loopback', 'http://localhost:3000/', 'http://localhost:3000'],
    ['a custom scheme', 'msal0123://auth', 'msal0123:'],
    ['an IPv6 host, which the grammar cannot write', 'http://[::1]:3000/cb', 'http:'],
    ['a bare scheme', 'https:', 'https:'],
  ])('comes from %s', (_, address, source) => {
    expect(cspSource(address)).toBe(source);
  });

  it.each(["'unsafe-inline'", '*', 'https://a.example; script-src *', 'https: http:', ''])(
    'never comes from anything that could widen the policy: %j',
    (address) => {
      expect(() => cspSource(address)).toThrow('Invalid URL');
    },
  );
});
