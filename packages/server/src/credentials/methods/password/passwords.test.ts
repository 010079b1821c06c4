import { parseGuid, type TenantId, type UserId } from '@gatehouse/model';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applySeed, type Directory, loadSeed, openDirectory } from '../../../directory/index.js';
import { AdjustableClock } from '../../../platform/clock/index.js';
import { systemIds } from '../../../platform/ids/index.js';
import { createLog } from '../../../platform/log/index.js';
import { type JournalEntry, openStore, type Store } from '../../../platform/store/index.js';
import { hashPassword } from './password-hash.js';
import { passwordSeed } from './password-seed.js';
import { unguarded } from './unguarded.fixture.js';
import { createPasswords, type Passwords, type PasswordsDeps } from './passwords.js';
import { selectPassword, upsertPassword } from './repository.js';

const clock = new AdjustableClock({ now: () => Date.UTC(2030, 0, 1) });
const tenant = parseGuid<TenantId>('11111111-1111-4111-8111-111111111111') as TenantId;
const ann = parseGuid<UserId>('aaaaaaaa-0000-4000-8000-000000000001') as UserId;
const from = { address: '192.0.2.1' };
const lines: string[] = [];
const log = createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
const heard: JournalEntry[] = [];
let store: Store;
let directory: Directory;
let passwords: Passwords;

const seedOf = (password: string): string =>
  JSON.stringify({
    tenants: [
      {
        id: tenant,
        displayName: 'Contoso',
        domains: ['contoso.example'],
        users: [
          { id: ann, userPrincipalName: 'ann@contoso.example', displayName: 'Ann', password },
          { userPrincipalName: 'nop@contoso.example', displayName: 'Nop' },
        ],
      },
    ],
  });

async function seed(text: string): Promise<unknown> {
  const extensions = [passwordSeed(clock)];
  const loaded = loadSeed([{ name: 'seed.json', content: text }], extensions);
  return loaded.kind === 'refused' ? loaded : applySeed(loaded.seed, { store, clock, extensions });
}

const withSettings = (settings: Partial<PasswordsDeps> = {}): Passwords =>
  createPasswords({ store, directory, guard: unguarded, clock, log, ...settings });
const verify = (password: string, name = 'ann@contoso.example') =>
  passwords.verifyPassword(tenant, name, password, from);

beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock });
  directory = openDirectory({ store, clock, ids: systemIds });
  store.journal.subscribe((entry) => heard.push(entry));
  await seed(seedOf('not-a-secret: first'));
  passwords = withSettings();
});
afterAll(async () => {
  directory.close();
  await store.close();
});
beforeEach(() => {
  lines.length = 0;
});

describe('a password', () => {
  test('is proved by exactly what was set, in any spelling of the user name', async () => {
    expect(await verify('not-a-secret: first', 'ANN@contoso.example')).toEqual({
      kind: 'proved',
      user: ann,
      authentication: { methods: ['pwd'], at: clock.now() },
    });
    for (const wrong of ['not-a-secret: First', 'not-a-secret: first ', '']) {
      expect(await verify(wrong)).toMatchObject({ kind: 'refused', code: 50126 });
    }
  });

  test('that is refused tells the caller nothing, and the log why', async () => {
    const outcomes = await Promise.all([
      verify('wrong'),
      verify('wrong', 'nop@contoso.example'),
      verify('wrong', 'eve@contoso.example'),
      passwords.verifyPassword(systemIds.guid<TenantId>(), 'ann@contoso.example', 'wrong', from),
    ]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: 'refused', code: 50126, details: {} });
    const told = lines.map((line) => (JSON.parse(line) as { why: string }).why).sort();
    expect(told).toEqual(['no password', 'no such account', 'no such account', 'wrong password']);
    expect(lines.join()).not.toContain('"wrong"');
  });

  test('longer than any can be is wrong, also where its beginning is right', async () => {
    const longest = 'x'.repeat(256);
    await store.inTenant(tenant, async (tx) => upsertPassword(tx, ann, await hashPassword(longest), clock.now()));
    expect(await verify(longest)).toMatchObject({ kind: 'proved' });
    expect(await verify(`${longest}y`)).toMatchObject({ code: 50126 });
  });

  test('hashed with other parameters is hashed anew when it is proved', async () => {
    const old = await hash('not-a-secret: old', { memoryCost: 8192, timeCost: 1 });
    expect(old).toMatch(/^\$argon2id\$v=19\$m=8192,t=1,p=1\$/);
    await store.inTenant(tenant, (tx) => upsertPassword(tx, ann, old, clock.now()));
    expect(await verify('wrong')).toMatchObject({ code: 50126 });
    expect(await store.inTenant(tenant, (tx) => selectPassword(tx, ann))).toBe(old);
    expect(await verify('not-a-secret: old')).toMatchObject({ kind: 'proved' });
    expect(await store.inTenant(tenant, (tx) => selectPassword(tx, ann))).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/,
    );
    expect(await verify('not-a-secret: old')).toMatchObject({ kind: 'proved' });
  });

  test('of one tenant is unknown in another', async () => {
    const stored = await store.inTenant(systemIds.guid<TenantId>(), (tx) => selectPassword(tx, ann));
    expect(stored).toBeUndefined();
  });
});

test('when too many passwords are checked at once, the rest is refused as busy, not as wrong', async () => {
  const narrow = withSettings({ parallelHashes: 1, waitingHashes: 1 });
  await store.inTenant(tenant, async (tx) => upsertPassword(tx, ann, await hashPassword('not-a-secret'), clock.now()));
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, () => narrow.verifyPassword(tenant, 'ann@contoso.example', 'not-a-secret', from)),
  );
  const kinds = outcomes.map((outcome) => (outcome.kind === 'proved' ? 'proved' : outcome.code));
  expect(kinds).toContain('proved');
  expect(kinds).toContain(90006);
  expect(kinds).not.toContain(50126);
});

describe('a password in a seed', () => {
  test('applied twice changes nothing; a changed one replaces the other, and the journal says so without it', async () => {
    await seed(seedOf('not-a-secret: seeded'));
    heard.length = 0;
    await seed(seedOf('not-a-secret: seeded'));
    expect(heard).toEqual([]);
    expect(await verify('not-a-secret: seeded')).toMatchObject({ kind: 'proved' });
    await seed(seedOf('short'));
    expect(heard).toMatchObject([{ operation: 'user.set-password', target: { type: 'user', id: ann } }]);
    expect(JSON.stringify(heard)).not.toContain('short');
    expect(await verify('short')).toMatchObject({ kind: 'proved' });
  });

  test.each(['', 'x'.repeat(257), 5])('of %j refuses the seed', async (password) => {
    expect(await seed(seedOf(password as string))).toMatchObject({ kind: 'refused' });
  });
});
