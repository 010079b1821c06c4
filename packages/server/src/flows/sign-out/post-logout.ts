import type { AppId, Application, TenantId } from '@gatehouse/model';
import { redirectUriMatches } from '@gatehouse/wire';
import type { Directory } from '../../directory/index.js';
import type { SignOutRequest } from './sign-out-request.js';

/** Whose addresses count. */
export interface Concerned {
  /** Applications that the request names; when there are any, they alone count. */
  readonly named: readonly AppId[];
  /** Applications of the sessions that end. */
  readonly ended: readonly AppId[];
  /** The tenants whose applications may have sent the person, when the request names none. */
  readonly tenants: readonly TenantId[];
}

/**
 * Where to go after the sign-out: only to an address that an application concerned has registered (OpenID Connect RP-Initiated Logout 1.0
 * §3). Concerned are the applications that the request names. Where it names none, as MSAL does, these are the applications of the
 * sessions that end, and, since the application's own session may be long gone, every application that the tenant knows.
 * @returns the address with `state`, or null.
 */
export async function postLogoutAddress(
  directory: Pick<Directory, 'application' | 'configuration'>,
  { postLogoutRedirectUri: address, state }: Pick<SignOutRequest, 'postLogoutRedirectUri' | 'state'>,
  { named, ended, tenants }: Concerned,
): Promise<string | null> {
  if (address === null || !URL.canParse(address)) return null;
  const applications: Application[] = [];
  for (const client of new Set(named.length > 0 ? named : ended)) {
    const application = await directory.application(client);
    if (application !== undefined) applications.push(application);
  }
  for (const tenant of named.length > 0 ? [] : new Set(tenants)) {
    applications.push(...((await directory.configuration(tenant))?.knownApplications() ?? []));
  }
  if (!applications.some((application) => hasRegistered(application, address))) return null;
  if (state === null) return address;
  return `${address}${address.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`;
}

function hasRegistered({ web, spa, publicClient }: Application, address: string): boolean {
  const registered = [...web.redirectUris, ...spa.redirectUris, ...publicClient.redirectUris];
  return registered.some((uri) => redirectUriMatches(uri, address));
}
