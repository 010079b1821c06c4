import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openStore } from '../../platform/store/index.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { applySeed } from './apply-seed.js';
import { documentSections } from './documents/document-sections.js';
import { loadSeed } from './load-seed.js';

const page = readFileSync(new URL('../../../../../docs/seed.md', import.meta.url), 'utf8');
const [whole = '', ...parts] = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text);
const password = { section: 'user', property: 'password', schema: z.string(), apply: async () => false } as const;

/** Whom the examples name beside what they make. */
const others = `
    users: [{ userPrincipalName: blake@contoso.example }]
    groups: [{ displayName: Platform }]
`;

it('every example of the page about seeds can be applied, all of them to one tenant', async () => {
  expect(parts.length).toBeGreaterThan(5);
  const head = 'tenants:\n  - id: 10000000-0000-4000-8000-000000000001\n';
  // One application and one person stand in several examples, with more of what they can have each time.
  const texts = [whole, ...[others, ...parts].map((part) => `${head}${part}`)];
  const store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
  for (const content of texts) {
    const loaded = loadSeed([{ name: content, content }], [password]);
    expect(loaded).toMatchObject({ kind: 'ok', warnings: [] });
    if (loaded.kind === 'refused') continue;
    const applied = await applySeed(loaded.seed, { store, clock: suiteClock, extensions: [password] });
    expect(applied.kind === 'refused' ? applied.problems : applied.warnings).toEqual([]);
  }
  await store.close();
});

it('the page about seeds names every section', () => {
  const named = documentSections.map(({ property }) => property).filter((property) => !page.includes(property));
  expect(named).toEqual([]);
});
