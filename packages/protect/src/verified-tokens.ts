import { hash } from 'node:crypto';
import type { Principal } from './principal.js';

/** Principals of tokens whose signature and claims were checked a short while ago; the least recently used goes first. */
export interface VerifiedTokens {
  get(digest: string, now: number): Principal | undefined;
  put(digest: string, principal: Principal, now: number): void;
}

interface Entry {
  readonly principal: Principal;
  readonly verifiedAt: number;
}

/** Only good tokens are kept, so that forged ones cannot push them out. Times are the caller's to check, at each use. */
export function verifiedTokens(maxEntries: number, maxAgeSeconds: number): VerifiedTokens {
  const entries = new Map<string, Entry>();
  return {
    get(digest, now) {
      const entry = entries.get(digest);
      if (entry === undefined) return undefined;
      entries.delete(digest);
      const age = now - entry.verifiedAt;
      if (age < 0 || age >= maxAgeSeconds) return undefined;
      entries.set(digest, entry);
      return entry.principal;
    },
    put(digest, principal, now) {
      if (maxEntries === 0) return;
      if (entries.size >= maxEntries && !entries.has(digest)) {
        const oldest = entries.keys().next();
        if (oldest.done !== true) entries.delete(oldest.value);
      }
      entries.set(digest, { principal, verifiedAt: now });
    },
  };
}

/** What a token is kept under: its SHA-256, so that the memory of the process holds no token that could be used. */
export function tokenDigest(token: string): string {
  return hash('sha256', token, 'base64');
}
