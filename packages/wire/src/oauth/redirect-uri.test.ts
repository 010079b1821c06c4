import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redirectUriHasOrigin, redirectUriMatches, redirectUriMatchesPort } from './redirect-uri.js';

describe('comparing redirect URIs', () => {
  it.each([
    ['https://app.example/cb', 'https://app.example/cb'],
    ['http://localhost', 'http://localhost:51234'],
    ['http://localhost', 'http://localhost:51234/'],
    ['http://localhost/', 'http://localhost:51234'],
    ['http://localhost:3000', 'http://localhost:4000'],
    ['http://localhost:3000/cb', 'http://localhost/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:65535/cb'],
    ['http://localhost/cb?x=1', 'http://localhost:1/cb?x=1'],
    ['msal11111111://auth', 'msal11111111://auth'],
  ])('%s is %s', (registered, requested) => {
    expect(redirectUriMatches(registered, requested)).toBe(true);
  });

  it.each([
    ['https://app.example/cb', 'https://app.example/cb/'],
    ['https://app.example', 'https://app.example/'],
    ['https://app.example/cb', 'https://app.example/CB'],
    ['https://app.example/cb', 'https://APP.example/cb'],
    ['https://app.example/cb', 'https://app.example:443/cb'],
    ['https://app.example/cb', 'https://app.example/cb?x=1'],
    ['https://app.example/cb', 'https://app.example/cb#x'],
    ['https://app.example/cb', 'https://app.example.evil.example/cb'],
    ['https://app.example/cb', 'https://app.example@evil.example/cb'],
    ['https://localhost/cb', 'https://localhost:444/cb'],
    ['http://localhost', 'http://127.0.0.1'],
    ['http://localhost', 'http://localhost.evil.example'],
    ['http://localhost', 'http://localhost:80@evil.example'],
    ['http://localhost', 'http://localhost:evil.example/'],
    ['http://localhost', 'http://localhost:70000'],
    ['http://localhost', 'http://localhost:'],
    ['http://localhost', 'http://localhost:1#x'],
    ['http://localhost', 'http://localhost:1?x'],
    ['http://localhost/cb', 'http://localhost:1/CB'],
    ['http://localhost/cb', 'http://localhost:1/cb/../x'],
    ['http://localhost', 'HTTP://localhost:1'],
    ['http://app.example/', 'http://app.example:81/'],
  ])('%s is not %s', (registered, requested) => {
    expect(redirectUriMatches(registered, requested)).toBe(false);
  });

  it('never matches a URI of another host, whatever its text', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (requested) => {
        fc.pre(!/^http:\/\/localhost[:/]|^http:\/\/localhost$/.test(requested));
        expect(redirectUriMatches('http://localhost', requested)).toBe(false);
        expect(redirectUriMatches('https://app.example/cb', requested)).toBe(requested === 'https://app.example/cb');
      }),
    );
  });
});

describe('comparing redirect URIs with their ports', () => {
  it.each([
    ['https://app.example/cb', 'https://app.example/cb'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://localhost:3000', 'http://localhost:3000/'],
    ['http://localhost/', 'http://localhost'],
    ['http://localhost:80/', 'http://localhost'],
    ['msal11111111://auth', 'msal11111111://auth'],
  ])('%s is %s', (registered, requested) => {
    expect(redirectUriMatchesPort(registered, requested)).toBe(true);
  });

  it.each([
    ['http://localhost', 'http://localhost:3000'],
    ['http://localhost:3000', 'http://localhost:5173'],
    ['http://localhost:3000', 'http://127.0.0.1:3000'],
    ['http://localhost:3000/', 'http://localhost:3000/cb'],
    ['https://app.example', 'https://app.example/'],
  ])('%s is not %s', (registered, requested) => {
    expect(redirectUriMatchesPort(registered, requested)).toBe(false);
  });
});

describe('the origin of a redirect URI', () => {
  it.each([
    ['https://app.example/cb', 'https://app.example'],
    ['https://app.example:8443/', 'https://app.example:8443'],
    ['http://localhost:3000/cb', 'http://localhost:3000'],
    ['http://localhost/cb', 'http://localhost:5173'],
    ['http://127.0.0.1', 'http://127.0.0.1:1'],
  ])('%s has origin %s', (registered, origin) => {
    expect(redirectUriHasOrigin(registered, origin)).toBe(true);
  });

  it.each([
    ['https://app.example/cb', 'https://evil.example'],
    ['https://app.example/cb', 'http://app.example'],
    ['https://app.example/cb', 'https://app.example:8443'],
    ['https://app.example/cb', 'null'],
    ['msal11111111://auth', 'null'],
    ['http://localhost/cb', 'http://127.0.0.1:5173'],
    ['http://localhost/cb', 'http://localhost:5173/cb'],
    ['http://localhost/cb', 'https://localhost'],
    ['not a uri', 'null'],
  ])('%s has not origin %s', (registered, origin) => {
    expect(redirectUriHasOrigin(registered, origin)).toBe(false);
  });
});
