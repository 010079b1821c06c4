import { type AppId, type Application, parseGuid } from '@gatehouse/model';
import { redirectUriMatches, redirectUriMatchesPort } from '@gatehouse/wire';
import type { Directory, TenantConfiguration } from '../../../directory/index.js';
import type { RedirectPlatform } from '../../../issuance/index.js';
import type { Authority } from '../authority/resolve-authority.js';
import type { KnownFacts } from './checks/check.js';
import type { AskedAuthorization } from './request.js';

/** What is asked of the directory. */
interface Registrations extends Pick<Directory, 'application'> {
  configuration(
    ...tenant: Parameters<Directory['configuration']>
  ): Promise<Pick<TenantConfiguration, 'servicePrincipal'> | undefined>;
}

/** Looks up what the checks need: the application, and where it registered the redirect URI. */
export async function lookUp(
  directory: Registrations,
  authority: Authority,
  { clientId = '', redirectUri }: AskedAuthorization,
): Promise<KnownFacts> {
  const application = await applicationAt(directory, authority, parseGuid<AppId>(clientId));
  const platform =
    application === undefined || redirectUri === undefined ? undefined : platformOf(application, redirectUri);
  return { authority, application, platform };
}

/** An application that may be used at the authority: to a tenant, a single-tenant application of another is unknown. */
async function applicationAt(
  directory: Registrations,
  { tenant }: Authority,
  appId: AppId | undefined,
): Promise<Application | undefined> {
  const application = appId === undefined ? undefined : await directory.application(appId);
  if (application === undefined || tenant === null || application.tenant === tenant.id) return application;
  if (application.signInAudience !== 'AzureADMyOrg') return application;
  const configuration = await directory.configuration(tenant.id);
  return configuration?.servicePrincipal(application.appId) === undefined ? undefined : application;
}

/** The strictest section first, for a URI that stands in several. */
const platforms: readonly RedirectPlatform[] = ['spa', 'publicClient', 'web'];

/**
 * The section that registered a URI. One that names the very port beats those that match by the relief of loopback ports: a web
 * application on localhost keeps its secret, whatever pages and native applications of the same registration listen on there.
 */
function platformOf(application: Application, redirectUri: string): RedirectPlatform | undefined {
  for (const matches of [redirectUriMatchesPort, redirectUriMatches]) {
    const found = platforms.find((platform) =>
      application[platform].redirectUris.some((registered) => matches(registered, redirectUri)),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
