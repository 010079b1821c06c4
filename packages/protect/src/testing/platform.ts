import { createProtector, type JsonWebKeySet, type Protector, type ProtectorOptions } from '../index.js';
import { api, apiUri, origin, present, tenant } from './forge.js';

/** A protector of the test API that holds the tenant's keys itself; the present stands still. */
export function protectorWith(keys: JsonWebKeySet, options: Partial<ProtectorOptions> = {}): Protector {
  return createProtector({
    issuers: { authority: `${origin}/${tenant}`, keys },
    audience: [api, apiUri],
    now: () => present * 1000,
    ...options,
  });
}

/** `valid`, or the code of the refusal. */
export async function outcome(protector: Protector, presented: string | null | undefined): Promise<string> {
  const result = await protector.verify(presented);
  return result.kind === 'valid' ? 'valid' : result.error.code;
}

/** An authority's documents, served from memory in the place of the network. */
export interface FakeAuthority {
  readonly fetchJson: (url: string) => Promise<unknown>;
  /** Every URL asked for, in order. */
  readonly asked: string[];
  /** Answers by URL; an Error is thrown, a promise is awaited. */
  readonly documents: Map<string, unknown>;
}

export const metadataUrl = `${origin}/${tenant}/v2.0/.well-known/openid-configuration`;
export const keysUrl = `${origin}/${tenant}/discovery/v2.0/keys`;

export function fakeAuthority(keys: JsonWebKeySet): FakeAuthority {
  const asked: string[] = [];
  const documents = new Map<string, unknown>([
    [metadataUrl, { issuer: `${origin}/${tenant}/v2.0`, jwks_uri: keysUrl }],
    [keysUrl, keys],
  ]);
  return {
    asked,
    documents,
    async fetchJson(url) {
      asked.push(url);
      const document = await documents.get(url);
      if (document instanceof Error) throw document;
      return document;
    },
  };
}
