import type { AppId, Application } from '@gatehouse/model';
import { redirectUriMatches } from '@gatehouse/wire';
import type { Directory } from '../../directory/index.js';
import type { SignOutRequest } from './sign-out-request.js';

/**
 * Where to go after the sign-out: only to an address that an application concerned has registered (OpenID Connect RP-Initiated Logout 1.0
 * §3). Concerned are the applications named by the hint or the request, those of the sessions that end, and, when nothing of this is
 * known any more because the session is long gone, the applications of the authority's own tenant.
 * @returns the address with `state`, or null.
 */
export async function postLogoutAddress(
  directory: Pick<Directory, 'application' | 'configuration'>,
  request: Pick<SignOutRequest, 'postLogoutRedirectUri' | 'state' | 'tenant'>,
  concerned: readonly AppId[],
): Promise<string | null> {
  const { postLogoutRedirectUri: address, state, tenant } = request;
  if (address === null || !URL.canParse(address)) return null;
  const applications: Application[] = [];
  for (const client of new Set(concerned)) {
    const application = await directory.application(client);
    if (application !== undefined) applications.push(application);
  }
  if (concerned.length === 0 && tenant !== null) {
    applications.push(...((await directory.configuration(tenant))?.ownApplications() ?? []));
  }
  if (!applications.some((application) => hasRegistered(application, address))) return null;
  if (state === null) return address;
  return `${address}${address.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`;
}

function hasRegistered({ web, spa, publicClient }: Application, address: string): boolean {
  const registered = [...web.redirectUris, ...spa.redirectUris, ...publicClient.redirectUris];
  return registered.some((uri) => redirectUriMatches(uri, address));
}
