// An application that uses @microsoft/msgraph-sdk (Kiota) as its documentation shows, with a credential of @azure/identity. It knows of
// the platform only its address and its authority.
import { ClientSecretCredential } from '@azure/identity';
import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure';
import { createGraphServiceClient, type GraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk';
// oxlint-disable-next-line import/no-unassigned-import -- it adds the users to the client, as its documentation shows
import '@microsoft/msgraph-sdk-users';
import type { User } from '@microsoft/msgraph-sdk/models/index.js';
import { serveFunctions } from '../../../support/client-program.js';

let client: GraphServiceClient | undefined;

function current(): GraphServiceClient {
  if (client === undefined) throw new Error('no client is open');
  return client;
}

serveFunctions({
  open: (baseUrl: string, tenant: string, clientId: string, secret: string) => {
    const credential = new ClientSecretCredential(tenant, clientId, secret, {
      authorityHost: baseUrl,
      disableInstanceDiscovery: true,
    });
    const hosts = new Set([new URL(baseUrl).host, new URL(baseUrl).hostname]);
    const scopes = ['https://graph.microsoft.com/.default'];
    const adapter = new GraphRequestAdapter(
      new AzureIdentityAuthenticationProvider(credential, scopes, undefined, hosts),
    );
    adapter.baseUrl = `${baseUrl}/v1.0`;
    client = createGraphServiceClient(adapter);
  },
  list: async (filter?: string) => {
    const page = await current().users.get({
      queryParameters: {
        select: ['id', 'displayName', 'createdDateTime'],
        top: 50,
        ...(filter === undefined ? {} : { filter }),
      },
    });
    return (page?.value ?? []).map(plain);
  },
  create: async (user: User) => plain(await current().users.post(user)),
  get: async (id: string, select: string[]) => {
    const user = current().users.byUserId(id);
    return plain(await user.get({ queryParameters: { select } }).catch(raise));
  },
  update: async (id: string, user: User) => {
    await current().users.byUserId(id).patch(user);
  },
  remove: async (id: string) => {
    await current().users.byUserId(id).delete();
  },
});

/** What the SDK throws is an object of its own kind; the test wants its fields. */
function raise(thrown: unknown): never {
  const { responseStatusCode, errorEscaped: error } = thrown as {
    readonly responseStatusCode?: number;
    readonly errorEscaped?: { readonly code?: string; readonly message?: string };
  };
  throw Object.assign(new Error(error?.message ?? 'no message'), { responseStatusCode, code: error?.code });
}

/** What of a user can be sent between processes. */
function plain(user: User | undefined) {
  const { id, displayName, userPrincipalName, city, jobTitle, createdDateTime } = user ?? {};
  return { id, displayName, userPrincipalName, city, jobTitle, createdDateTime };
}
