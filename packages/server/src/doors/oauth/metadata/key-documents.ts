import type { TenantId } from '@gatehouse/model';
import type { Directory } from '../../../directory/index.js';
import type { Clock } from '../../../platform/clock/index.js';
import type { Keys } from '../../../platform/keys/index.js';
import type { Log } from '../../../platform/log/index.js';

/** Makes the texts of keys documents (RFC 7517 §5). */
export interface KeyDocuments {
  /** The keys of one tenant. */
  ofTenant(tenant: TenantId): Promise<string>;
  /** The keys of every tenant, for authorities that leave the tenant open. Each says whose tokens it may sign. */
  ofAll(): Promise<string>;
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
  let all: { readonly at: number; readonly text: Promise<string> } | undefined;

  const entriesOf = async (tenant: TenantId): Promise<readonly object[]> => {
    // Microsoft identity platform documentation, "validate the signature": the issuer that a key belongs to stands with it.
    const issuer = `${baseUrl}/${tenant}/v2.0`;
    return (await keys.published(tenant)).map((key) => ({ ...key, issuer }));
  };

  const gather = async (): Promise<string> => {
    const tenants = await directory.tenantIds();
    if (tenants.length > mostTenants) {
      log.warn('the keys document of all tenants is cut', { tenants: tenants.length, listed: mostTenants });
    }
    const entries: object[] = [];
    for (let from = 0; from < Math.min(tenants.length, mostTenants); from += atOnce) {
      const group = tenants.slice(from, Math.min(from + atOnce, mostTenants));
      entries.push(...(await Promise.all(group.map(entriesOf))).flat());
    }
    return JSON.stringify({ keys: entries });
  };

  return {
    ofTenant: async (tenant) => JSON.stringify({ keys: await entriesOf(tenant) }),
    ofAll: () => {
      const now = clock.now();
      if (all !== undefined && now - all.at < kept && now >= all.at) return all.text;
      const text = gather();
      const mine = { at: now, text };
      all = mine;
      text.catch(() => {
        if (all === mine) all = undefined;
      });
      return text;
    },
  };
}
