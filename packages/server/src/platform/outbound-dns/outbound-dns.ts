import { Resolver } from 'node:dns/promises';

/** The text records of a name, none if there are none; or that nobody could be asked. */
export type TextRecords =
  | { readonly kind: 'found'; readonly texts: readonly string[] }
  /** `reason` is for logs. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Asks the domain name system. */
export interface OutboundDns {
  /**
   * The TXT records of exactly this name, the parts of each joined (RFC 7208 §3.3).
   * @param name a domain name; whoever calls has checked that it is one.
   */
  texts(name: string): Promise<TextRecords>;
}

/** How long a question may take in all, and who is asked: the machine's own servers when absent, as `address:port`. */
export interface OutboundDnsOptions {
  readonly timeoutMs: number;
  readonly servers?: readonly string[];
}

/** What a server says when there is nothing of the kind. */
const nothing: ReadonlySet<string> = new Set(['ENODATA', 'ENOTFOUND']);

/** Makes what asks. Nothing is remembered between questions but what the servers remember. */
export function createOutboundDns({ timeoutMs, servers }: OutboundDnsOptions): OutboundDns {
  return {
    texts: async (name) => {
      // One for each question: what has taken too long is given up without touching another's.
      const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
      if (servers !== undefined) resolver.setServers(servers);
      const late = setTimeout(() => resolver.cancel(), timeoutMs);
      try {
        const records = await resolver.resolveTxt(name);
        return { kind: 'found', texts: records.map((parts) => parts.join('')) };
      } catch (error) {
        const code = String((error as { readonly code?: unknown }).code ?? error);
        return nothing.has(code) ? { kind: 'found', texts: [] } : { kind: 'failed', reason: code };
      } finally {
        clearTimeout(late);
      }
    },
  };
}
