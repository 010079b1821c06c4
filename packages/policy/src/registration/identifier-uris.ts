import type { Application } from '@gatehouse/model';
import { admitsPersonalAccounts } from './audience.js';
import { limitsByAudience } from './limits.data.js';
import { duplicateProblems, type Problem } from './problem.js';
import type { RegistrationFacts } from './registration-facts.js';

/**
 * The application ID URI rules. Microsoft identity platform documentation: restrictions on identifier URIs of applications.
 */
export function identifierUriProblems(
  application: Pick<Application, 'appId' | 'tenant' | 'signInAudience' | 'identifierUris'>,
  facts: RegistrationFacts,
): Problem[] {
  const limits = limitsByAudience[application.signInAudience];
  const uris = application.identifierUris;
  return [
    ...uris.flatMap((uri, index) => {
      const reason = identifierUriFault(uri, application, facts);
      return reason === undefined ? [] : [{ path: `identifierUris[${index}]`, reason }];
    }),
    ...duplicateProblems(uris, (index) => `identifierUris[${index}]`, 'the identifier URI'),
    ...(uris.length > limits.identifierUris
      ? [{ path: 'identifierUris', reason: `must not be more than ${limits.identifierUris}` }]
      : []),
  ];
}

const identifier = /^([a-z][a-z0-9+.-]*):([^?#]+)(\?[^#]*)?(#.*)?$/i;

function identifierUriFault(
  uri: string,
  application: Pick<Application, 'appId' | 'tenant' | 'signInAudience'>,
  facts: RegistrationFacts,
): string | undefined {
  const most = limitsByAudience[application.signInAudience].identifierUriLength;
  if (uri.length > most) return `must not be longer than ${most} characters`;
  if (/[^\x21-\x7e]/.test(uri)) return 'must be written in printable ASCII without spaces';
  const [, scheme, rest = '', query, fragment] = identifier.exec(uri) ?? [];
  if (scheme === undefined) return 'must be an absolute URI';
  if (uri.includes('*')) return 'must not have a wildcard';
  if (uri.endsWith('/')) return 'must not end in `/`';
  if (admitsPersonalAccounts(application.signInAudience)) {
    if (scheme.toLowerCase() === 'urn') return 'must not be a URN for this audience';
    if (query !== undefined || fragment !== undefined) return 'must not have a query or fragment for this audience';
  }
  if (facts.allowForeignIdentifierUris === true) return undefined;
  return namesItsOwner(scheme.toLowerCase(), rest, application, facts.verifiedDomains)
    ? undefined
    : "must contain the application's appId, the tenant's id or a verified domain of the tenant";
}

/** Nobody may publish under a name that another organization would expect to be its own. */
function namesItsOwner(
  scheme: string,
  rest: string,
  { appId, tenant }: Pick<Application, 'appId' | 'tenant'>,
  verifiedDomains: readonly string[],
): boolean {
  const parts = rest
    .toLowerCase()
    .replace(/^\/\//, '')
    .split(/[/?#:]/);
  // What stands before an `@` is a user, not the host.
  if (rest.includes('@')) return false;
  if (scheme === 'api')
    return parts[0] === appId || parts[0] === tenant || parts[1] === appId || isWithin(parts[0], verifiedDomains);
  if (scheme === 'http' || scheme === 'https') return isWithin(parts[0], verifiedDomains);
  return parts.some((part) => part === appId || part === tenant || isWithin(part, verifiedDomains));
}

function isWithin(host: string | undefined, domains: readonly string[]): boolean {
  return host !== undefined && domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
