import type { TenantId } from '@gatehouse/model';
import type { Directory } from '../../../directory/index.js';
import type { Clock } from '../../../platform/clock/index.js';
import type { Keys } from '../../../platform/keys/index.js';
import type { Log } from '../../../platform/log/index.js';
import type { EndpointVersion } from '../token/read-token-request.js';

/**
 * Makes the texts of keys documents (RFC 7517 §5). In those of version 2 each key says whose tokens it may sign; version 1 has no such
 * member, and verifiers that know it would take it for the issuer of version 1 tokens.
 */
export interface KeyDocuments {
  /** The keys of one tenant. */
  ofTenant(tenant: TenantId, version: EndpointVersion): Promise<string>;
  /** The keys of every tenant, for authorities that leave the tenant open. */
  ofAll(version: EndpointVersion): Promise<string>;
}

export interface KeyDocumentsDeps {
  readonly keys: Pick<Keys, 'published'>;
  readonly directory: Pick<Directory, 'tenantIds'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly baseUrl: string;
  /** How many tenants the document of all may hold. */
  readonly mostTenants?: number;
}

/** The document of all is gathered anew after this; keys are published a day before they sign. Milliseconds. */
const kept = 60_000;
/** How many tenants' keys are read at the same time. */
const atOnce = 8;

/** Makes the keys documents of one process. The document of all is made by one caller at a time and kept for a minute. */
export function createKeyDocuments(deps: KeyDocumentsDeps): KeyDocuments {
  const { keys, directory, clock, log, baseUrl, mostTenants = 500 } = deps;
  let all: { readonly at: number; readonly texts: Promise<Texts> } | undefined;

  const entriesOf = async (tenant: TenantId): Promise<readonly Entry[]> => {
    // Microsoft identity platform documentation, "validate the signature": the issuer that a key belongs to stands with it.
    const issuer = `${baseUrl}/${tenant}/v2.0`;
    return (await keys.published(tenant)).map((key) => ({ key, issuer }));
  };

  const gather = async (): Promise<Texts> => {
    const tenants = await directory.tenantIds();
    if (tenants.length > mostTenants) {
      log.warn('the keys document of all tenants is cut', { tenants: tenants.length, listed: mostTenants });
    }
    const entries: Entry[] = [];
    for (let from = 0; from < Math.min(tenants.length, mostTenants); from += atOnce) {
      const group = tenants.slice(from, Math.min(from + atOnce, mostTenants));
      entries.push(...(await Promise.all(group.map(entriesOf))).flat());
    }
    return { 1: textOf(entries, 1), 2: textOf(entries, 2) };
  };

  return {
    ofTenant: async (tenant, version) => textOf(await entriesOf(tenant), version),
    ofAll: async (version) => {
      const now = clock.now();
      if (all !== undefined && now - all.at < kept && now >= all.at) return (await all.texts)[version];
      const texts = gather();
      const mine = { at: now, texts };
      all = mine;
      texts.catch(() => {
        if (all === mine) all = undefined;
      });
      return (await texts)[version];
    },
  };
}

/** A published key and the issuer that it belongs to. */
interface Entry {
  readonly key: object;
  readonly issuer: string;
}

type Texts = Readonly<Record<EndpointVersion, string>>;

function textOf(entries: readonly Entry[], version: EndpointVersion): string {
  return JSON.stringify({ keys: entries.map(({ key, issuer }) => (version === 1 ? key : { ...key, issuer })) });
}
