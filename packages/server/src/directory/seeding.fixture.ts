import { readFileSync } from 'node:fs';
import type { Actor, Store } from '../platform/store/index.js';
import { type AppliedSeed, applySeed, loadSeed, type SeedExtension } from './index.js';

export const platformActor: Actor = { kind: 'platform' };

/** The example world of this project. */
export const exampleSeed = readFileSync(new URL('../../../../examples/contoso.yaml', import.meta.url), 'utf8');

/** A certificate that is nobody's: the example daemon's. */
export const exampleCertificate = (
  /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(exampleSeed)?.[0] ?? ''
)
  .split('\n')
  .map((line) => line.trim())
  .join('\n');

/** A tenant as a seed file writes it. */
export type SeedTenantText = Readonly<Record<string, unknown>>;

/** Applies tenants to a store; a name that ends in `@` gets the tenant's first domain. @throws when the seed is refused */
export async function seedInto(
  store: Store,
  tenants: readonly SeedTenantText[],
  extensions: readonly SeedExtension[] = [],
): Promise<Extract<AppliedSeed, { kind: 'applied' }>> {
  const texts = tenants.map((tenant) => {
    const [domain] = (tenant['domains'] ?? []) as readonly string[];
    return JSON.stringify(tenant).replaceAll('@"', `@${domain}"`);
  });
  const loaded = loadSeed([{ name: 'seed.json', content: `{"tenants":[${texts.join(',')}]}` }], extensions);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  const applied = await applySeed(loaded.seed, {
    store,
    clock: { now: () => Date.UTC(2031, 4, 5, 12, 0, 0, 123) },
    extensions,
  });
  if (applied.kind === 'refused') throw new Error(JSON.stringify(applied.problems));
  return applied;
}
