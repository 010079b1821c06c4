// An application that uses @azure/identity as its documentation shows. It knows nothing of the platform but what its options say.
import {
  AuthorizationCodeCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DefaultAzureCredential,
  DeviceCodeCredential,
  EnvironmentCredential,
  type GetTokenOptions,
  OnBehalfOfCredential,
  type TokenCredential,
  UsernamePasswordCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { serveFunctions } from '../../../support/client-program.js';

interface Options {
  readonly authorityHost?: string;
  readonly disableInstanceDiscovery: true;
  readonly additionallyAllowedTenants?: string[];
}

type Confidential = readonly [tenantId: string, clientId: string];

const makers = {
  clientSecret: (options: Options, [tenant, client]: Confidential, secret: string) =>
    new ClientSecretCredential(tenant, client, secret, options),
  clientCertificate: (options: Options, [tenant, client]: Confidential, certificate: string, sendsChain: boolean) =>
    new ClientCertificateCredential(tenant, client, { certificate }, { ...options, sendCertificateChain: sendsChain }),
  clientAssertion: (options: Options, [tenant, client]: Confidential, assertion: string) =>
    new ClientAssertionCredential(tenant, client, async () => assertion, options),
  authorizationCode: (options: Options, [tenant, client]: Confidential, secret: string, code: string, uri: string) =>
    new AuthorizationCodeCredential(tenant, client, secret, code, uri, options),
  usernamePassword: (options: Options, [tenant, client]: Confidential, userName: string, password: string) =>
    // oxlint-disable-next-line typescript/no-deprecated -- programs that still use it must keep working
    new UsernamePasswordCredential(tenant, client, userName, password, options),
  onBehalfOf: (
    options: Options,
    [tenantId, clientId]: Confidential,
    clientSecret: string,
    userAssertionToken: string,
  ) => new OnBehalfOfCredential({ ...options, tenantId, clientId, clientSecret, userAssertionToken }),
  workloadIdentity: (options: Options) => new WorkloadIdentityCredential(options),
  environment: (options: Options) => new EnvironmentCredential(options),
  defaultAzure: (options: Options) => new DefaultAzureCredential(options),
} as const;

const credentials: TokenCredential[] = [];
const waiting: Promise<unknown>[] = [];

const functions = {
  /** Sets environment variables, which credentials read when they are made. */
  setEnvironment: (variables: Readonly<Record<string, string>>): void => {
    Object.assign(process.env, variables);
  },
  make: (kind: keyof typeof makers, args: readonly unknown[]): number => {
    const maker = makers[kind] as (...all: readonly unknown[]) => TokenCredential;
    return credentials.push(maker(...args)) - 1;
  },
  getToken: (handle: number, scopes: string[], options?: GetTokenOptions) =>
    credentials[handle]?.getToken(scopes, options),
  /** @returns the code to show, and the number of the token that follows once the person has answered. */
  beginDeviceCode: (options: Options, [tenantId, clientId]: Confidential, scopes: string[]) =>
    new Promise<{ userCode: string; verificationUri: string; handle: number; token: number }>((resolve, reject) => {
      const credential = new DeviceCodeCredential({
        ...options,
        tenantId,
        clientId,
        userPromptCallback: ({ userCode, verificationUri }) => resolve({ userCode, verificationUri, handle, token }),
      });
      const handle = credentials.push(credential) - 1;
      const started = credential.getToken(scopes);
      started.catch(reject);
      const token = waiting.push(started) - 1;
    }),
  resultOf: (token: number): unknown => waiting[token],
};
export type AzureIdentityFunctions = typeof functions;
export type CredentialMakers = typeof makers;

serveFunctions(functions);
