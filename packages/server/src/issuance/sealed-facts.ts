import type { TenantId } from '@gatehouse/model';
import type { Sealer } from '../platform/keys/index.js';
import type { CodeFacts, RefreshFacts, SessionFacts } from './artefacts.js';

interface Sealable {
  readonly 'authorization-code': CodeFacts;
  readonly 'refresh-token': RefreshFacts;
  readonly 'session-token': SessionFacts;
}

/** The longest sealed text that is looked at. */
const longest = 8192;

/** Seals facts under a key of their tenant and purpose: one kind of artefact can never be presented as another. */
export function sealFacts<Purpose extends keyof Sealable>(
  sealer: Sealer,
  purpose: Purpose,
  facts: Sealable[Purpose],
): string {
  return sealer.seal(purpose, facts.tenant, Buffer.from(JSON.stringify(facts)));
}

/** Opens what `sealFacts` made; undefined for anything else. */
export function openFacts<Purpose extends keyof Sealable>(
  sealer: Sealer,
  purpose: Purpose,
  text: string,
): Sealable[Purpose] | undefined {
  if (text.length > longest) return undefined;
  const opened = sealer.open(purpose, text);
  if (opened === undefined) return undefined;
  // Authenticated by the seal: only this platform wrote it.
  const facts = JSON.parse(Buffer.from(opened.plaintext).toString('utf8')) as Sealable[Purpose] & { tenant: TenantId };
  return facts.tenant === opened.tenant ? facts : undefined;
}
