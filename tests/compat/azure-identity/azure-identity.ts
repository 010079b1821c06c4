import type { AccessToken, GetTokenOptions } from '@azure/identity';
import type { ShownCode } from '../../support/browserless-sign-in.js';
import { startProgram } from '../../support/client-program.js';
import type { CompatPlatform } from '../../support/compat-platform.js';
import { tenants } from '../../support/compat-seed.js';
import type { AzureIdentityFunctions, CredentialMakers } from './programs/azure-identity.js';

type ArgumentsAfterOptions<Maker> = Maker extends (options: never, ...args: infer Rest) => unknown ? Rest : never;

export interface Credential {
  getToken(scopes: readonly string[], options?: GetTokenOptions): Promise<AccessToken>;
}

/** @azure/identity in a program of its own. */
export interface AzureIdentity {
  /** Makes a credential that is pointed at the platform with `authorityHost` and `disableInstanceDiscovery`. */
  make<Kind extends keyof CredentialMakers>(
    kind: Kind,
    ...args: ArgumentsAfterOptions<CredentialMakers[Kind]>
  ): Promise<Credential>;
  /** Makes a credential that is pointed at the platform by the environment, as far as the environment can. */
  makeFromEnvironment(
    kind: 'workloadIdentity' | 'environment' | 'defaultAzure',
    variables: Readonly<Record<string, string>>,
  ): Promise<Credential>;
  beginDeviceCode(
    clientId: string,
    scopes: readonly string[],
  ): Promise<ShownCode & { readonly credential: Credential; token(): Promise<AccessToken> }>;
  stop(): Promise<void>;
}

export async function startAzureIdentity(
  platform: Pick<CompatPlatform, 'baseUrl' | 'caFile'>,
  tenant: string = tenants.contoso,
): Promise<AzureIdentity> {
  const file = new URL('./programs/azure-identity.ts', import.meta.url);
  const program = await startProgram<AzureIdentityFunctions>(file, platform.caFile);
  const options = { authorityHost: platform.baseUrl, disableInstanceDiscovery: true } as const;
  const credential = (handle: number): Credential => ({
    getToken: (scopes, more) => program.call('getToken', handle, [...scopes], more) as Promise<AccessToken>,
  });
  return {
    make: async (kind, ...args) =>
      credential(await program.call('make', kind, [{ ...options, additionallyAllowedTenants: ['*'] }, ...args])),
    makeFromEnvironment: async (kind, variables) => {
      await program.call('setEnvironment', { AZURE_AUTHORITY_HOST: platform.baseUrl, ...variables });
      return credential(await program.call('make', kind, [{ disableInstanceDiscovery: true }]));
    },
    beginDeviceCode: async (clientId, scopes) => {
      const { handle, token, ...shown } = await program.call(
        'beginDeviceCode',
        options,
        [tenant, clientId],
        [...scopes],
      );
      return {
        ...shown,
        credential: credential(handle),
        token: () => program.call('resultOf', token) as Promise<AccessToken>,
      };
    },
    stop: () => program.stop(),
  };
}
