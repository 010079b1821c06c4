import { type AppId, type Application, parseGuid } from '@gatehouse/model';
import { redirectUriMatches } from '@gatehouse/wire';
import type { Directory } from '../../../directory/index.js';
import type { RedirectPlatform } from '../../../issuance/index.js';
import type { Authority } from '../authority/resolve-authority.js';
import type { KnownFacts } from './checks/check.js';
import type { AskedAuthorization } from './request.js';

/** Looks up what the checks need: the application, and where it registered the redirect URI. */
export async function lookUp(
  directory: Pick<Directory, 'application'>,
  authority: Authority,
  { clientId = '', redirectUri }: AskedAuthorization,
): Promise<KnownFacts> {
  const appId = parseGuid<AppId>(clientId);
  const application = appId === undefined ? undefined : await directory.application(appId);
  const platform =
    application === undefined || redirectUri === undefined ? undefined : platformOf(application, redirectUri);
  return { authority, application, platform };
}

/** The strictest section first, for a URI that stands in several. */
const platforms: readonly RedirectPlatform[] = ['spa', 'publicClient', 'web'];

function platformOf(application: Application, redirectUri: string): RedirectPlatform | undefined {
  return platforms.find((platform) =>
    application[platform].redirectUris.some((registered) => redirectUriMatches(registered, redirectUri)),
  );
}
