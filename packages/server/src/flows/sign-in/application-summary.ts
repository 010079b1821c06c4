import type { AppId } from '@gatehouse/model';
import type { ApplicationSummary } from '@gatehouse/sign-in';
import type { Directory } from '../../directory/index.js';

/** An application as a person meets it, with the links it gives about itself. */
export async function applicationSummary(
  directory: Pick<Directory, 'application'>,
  client: AppId,
): Promise<ApplicationSummary & { readonly termsOfServiceUrl?: string; readonly privacyStatementUrl?: string }> {
  const application = await directory.application(client);
  if (application === undefined) return { name: client, publisher: { kind: 'unverified' } };
  const { displayName, verifiedPublisher, publisherDomain, info } = application;
  return {
    name: displayName,
    publisher:
      verifiedPublisher === undefined
        ? { kind: 'unverified' }
        : { kind: 'verified', name: verifiedPublisher.displayName },
    ...(publisherDomain === undefined ? {} : { publisherDomain }),
    ...(info.termsOfServiceUrl === undefined ? {} : { termsOfServiceUrl: info.termsOfServiceUrl }),
    ...(info.privacyStatementUrl === undefined ? {} : { privacyStatementUrl: info.privacyStatementUrl }),
  };
}
