import type { KeyObject } from 'node:crypto';
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { compatSeed } from './compat-seed.js';
import { testStore } from './test-store.js';
import { trustingFetch } from './trusting-fetch.js';

/** A platform that client libraries run against: real https under a private authority, in the store of this run. */
export interface CompatPlatform extends StartedPlatform {
  /** The key that the pipeline of the seed signs its tokens with. */
  readonly pipelineKey: KeyObject;
  /** Trusts the platform's authority. */
  readonly fetch: typeof fetch;
  /** Has the next `uses` answers at a place replaced by an error. */
  injectFault(fault: {
    readonly at: 'token' | 'keys' | 'metadata';
    readonly status: number;
    readonly retryAfter?: number;
    readonly uses?: number;
  }): Promise<void>;
  /** Takes back the faults that were not met. */
  clearFaults(): Promise<void>;
}

export async function startCompatPlatform(): Promise<CompatPlatform> {
  const { seed, pipelineKey } = compatSeed();
  const platform = await startTestPlatform({ seed, ...(await testStore()) });
  const send = trustingFetch(platform.ca);
  const faults = `${platform.baseUrl}/gatehouse/v1/dev/faults`;
  return {
    ...platform,
    pipelineKey,
    fetch: send,
    injectFault: async (fault) => {
      const { status } = await send(faults, { method: 'POST', body: JSON.stringify(fault) });
      if (status !== 204) throw new Error(`the fault was refused: ${status}`);
    },
    clearFaults: async () => {
      await send(faults, { method: 'DELETE' });
    },
  };
}
