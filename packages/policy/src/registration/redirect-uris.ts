import type { Application } from '@gatehouse/model';
import { admitsPersonalAccounts } from './audience.js';
import { everyAudience, limitsByAudience } from './limits.data.js';
import { duplicateProblems, type Problem } from './problem.js';

type Platform = 'web' | 'spa' | 'publicClient';
const platforms: readonly Platform[] = ['web', 'spa', 'publicClient'];

/** The redirect URI rules of all platforms. Microsoft identity platform documentation: redirect URI restrictions and limitations. */
export function redirectUriProblems(
  application: Pick<Application, 'signInAudience' | 'web' | 'spa' | 'publicClient'>,
): Problem[] {
  const personal = admitsPersonalAccounts(application.signInAudience);
  const entries = platforms.flatMap((platform) =>
    application[platform].redirectUris.map((uri, index) => ({
      platform,
      uri,
      path: `${platform}.redirectUris[${index}]`,
    })),
  );
  const most = limitsByAudience[application.signInAudience].redirectUris;
  return [
    ...entries.flatMap(({ platform, uri, path }) => {
      const reason = redirectUriFault(uri, platform, personal);
      return reason === undefined ? [] : [{ path, reason }];
    }),
    // The platform decides how a code is redeemed, so one URI must not mean two platforms.
    ...duplicateProblems(
      entries.map((entry) => entry.uri),
      (index) => entries[index]?.path ?? '',
      'the redirect URI',
    ),
    ...(entries.length > most ? [{ path: 'redirectUris', reason: `must not be more than ${most} in all` }] : []),
  ];
}

// RFC 3986 appendix B, with the scheme required.
const uriParts = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/i;
const forbiddenSchemes = new Set(['javascript', 'data', 'vbscript', 'file', 'blob', 'about', 'ws', 'wss', 'ftp']);

/** What is wrong with one redirect URI of one platform, or undefined. */
function redirectUriFault(uri: string, platform: Platform, personal: boolean): string | undefined {
  if (uri.length > everyAudience.redirectUri) return `must not be longer than ${everyAudience.redirectUri} characters`;
  if (/[^\x21-\x7e]/.test(uri)) return 'must be written in printable ASCII without spaces';
  const forbidden = /[!$'(),;\\<>"{}|^`]/.exec(uri);
  if (forbidden !== null) return `must not contain \`${forbidden[0]}\``;
  const [, scheme, authority, path = '', query, fragment] = uriParts.exec(uri) ?? [];
  if (scheme === undefined) return 'must be an absolute URI';
  // RFC 6749 §3.1.2
  if (fragment !== undefined) return 'must not have a fragment';
  if (personal && query !== undefined) return 'must not have a query for this audience';
  // DIVERGENCE: no wildcards, since redirect URIs are compared exactly (RFC 9700 §2.1; docs/divergences.md).
  if (uri.includes('*')) return 'must not have a wildcard: redirect URIs are compared exactly, so it would never match';
  return isWebScheme(scheme)
    ? webFault(scheme.toLowerCase(), authority)
    : customSchemeFault(scheme.toLowerCase(), platform, `${authority ?? ''}${path}`);
}

function isWebScheme(scheme: string): boolean {
  return /^https?$/i.test(scheme);
}

function webFault(scheme: string, authority: string | undefined): string | undefined {
  if (authority === undefined || authority === '') return 'must name a host';
  if (authority.includes('@')) return 'must not name a user';
  const parts = /^(\[[^\]]*\]|[^:[\]]+)(?::(\d{0,5}))?$/.exec(authority);
  if (parts === null) return 'must name a host';
  const host = (parts[1] ?? '').toLowerCase();
  if (host === '[::1]') return 'must not use the IPv6 loopback address; use `localhost`';
  if (Number(parts[2] ?? 0) > 65_535) return 'must name a port up to 65535';
  // RFC 8252 §7.3: plain http never leaves the machine.
  if (scheme === 'http' && host !== 'localhost' && host !== '127.0.0.1') {
    return 'must use https; http is only for `localhost` and `127.0.0.1`';
  }
  return undefined;
}

function customSchemeFault(scheme: string, platform: Platform, rest: string): string | undefined {
  if (platform !== 'publicClient') return 'must use https, or http on localhost, on this platform';
  if (forbiddenSchemes.has(scheme)) return `must not use the scheme \`${scheme}\``;
  return rest === '' || rest === '/' ? 'must have more than a scheme' : undefined;
}
