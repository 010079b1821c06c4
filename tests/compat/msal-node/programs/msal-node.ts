// An application that uses MSAL Node as its documentation shows. It knows nothing of the platform but what its configuration says.
import { mock } from 'node:test';
import {
  ConfidentialClientApplication,
  type Configuration,
  CryptoProvider,
  type DeviceCodeRequest,
  type InteractiveRequest,
  PublicClientApplication,
} from '@azure/msal-node';
import { serveFunctions } from '../../../support/client-program.js';

type Application = ConfidentialClientApplication | PublicClientApplication;

const applications: Application[] = [];
/** Results that wait for a person, by number. */
const waiting: Promise<unknown>[] = [];

const application = (handle: number): Application => {
  const found = applications[handle];
  if (found === undefined) throw new Error(`no application ${handle}`);
  return found;
};
const nativeApplication = (handle: number): PublicClientApplication => {
  const found = application(handle);
  if (!(found instanceof PublicClientApplication)) throw new Error('not a public client');
  return found;
};
/** Keeps a result for later; whoever asks for it hears of its failure. */
const keep = (result: Promise<unknown>): number => {
  result.catch(() => {});
  return waiting.push(result) - 1;
};

const functions = {
  confidential: (configuration: Configuration): number =>
    applications.push(new ConfidentialClientApplication(configuration)) - 1,
  public: (configuration: Configuration): number => applications.push(new PublicClientApplication(configuration)) - 1,
  /** Calls a method of an application and gives its result. */
  invoke: (handle: number, method: string, args: readonly unknown[]): unknown => {
    const target = application(handle) as unknown as Record<string, (...all: readonly unknown[]) => unknown>;
    return target[method]?.(...args);
  },
  pkceCodes: () => new CryptoProvider().generatePkceCodes(),
  serializeCache: (handle: number): string => application(handle).getTokenCache().serialize(),
  deserializeCache: (handle: number, text: string): void => application(handle).getTokenCache().deserialize(text),
  allAccounts: (handle: number) => application(handle).getTokenCache().getAllAccounts(),
  removeAccount: async (handle: number, homeAccountId: string): Promise<void> => {
    const cache = application(handle).getTokenCache();
    const [account] = (await cache.getAllAccounts()).filter((each) => each.homeAccountId === homeAccountId);
    if (account !== undefined) await cache.removeAccount(account);
  },
  /** @returns the code to show, and the number of the result that follows once the person has answered. */
  beginDeviceCode: (handle: number, request: Omit<DeviceCodeRequest, 'deviceCodeCallback'>) =>
    new Promise<{ userCode: string; verificationUri: string; message: string; result: number }>((resolve, reject) => {
      const started = nativeApplication(handle).acquireTokenByDeviceCode({
        ...request,
        deviceCodeCallback: ({ userCode, verificationUri, message }) =>
          resolve({ userCode, verificationUri, message, result }),
      });
      started.catch(reject);
      const result = keep(started);
    }),
  /** @returns the address that the system's browser would open, and the number of the result that follows. */
  beginInteractive: (handle: number, request: Omit<InteractiveRequest, 'openBrowser'>) =>
    new Promise<{ url: string; result: number }>((resolve, reject) => {
      const started = nativeApplication(handle).acquireTokenInteractive({
        ...request,
        openBrowser: async (url) => resolve({ url, result }),
      });
      started.catch(reject);
      const result = keep(started);
    }),
  resultOf: (result: number): unknown => waiting[result],
  /** Sets this program's clock ahead, or back to the present when `seconds` is 0. It stands still while it is ahead. */
  setClockAhead: (seconds: number): void => {
    mock.timers.reset();
    if (seconds > 0) mock.timers.enable({ apis: ['Date'], now: Date.now() + seconds * 1000 });
  },
};
export type MsalNodeFunctions = typeof functions;

serveFunctions(functions);
