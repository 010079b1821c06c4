// A program for crash.test.ts to kill: opens the store in the folder it is given, says what it found, and writes until it dies.
//   found <numbers, comma separated>      what the store held, once it was open
//   wrote <number>                        after the commit of that number was acknowledged
import type { TenantId } from '@gatehouse/model';
import { systemClock } from '../clock/index.js';
import { createGroupCommit, openStore, type Statement } from './index.js';

const tenant = '11111111-2222-4333-8444-555555555555' as TenantId;
const store = await openStore({ engine: 'embedded', dataDir: process.argv[2] ?? '', clock: systemClock });
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const found = await store.inTenant(tenant, (tx) => tx.rows<{ kind: string }>('select kind from spent'));
const numbers = found.map(({ kind }) => Number(kind)).sort((a, b) => a - b);
const entries = await store.journal.read(tenant, 0, 1_000_000);
const gaps = entries.filter((entry, index) => entry.sequence !== index + 1).length;
if (gaps > 0 || (await store.journal.head(tenant)) !== entries.length) throw new Error('the journal has gaps');
say(`found ${numbers.join(',')}`);

const writing = (some: readonly number[]): Statement => ({
  sql: `insert into spent (tenant_id, kind, digest, spent_at, expires_at)
    select $1, kind, decode(md5(kind), 'hex'), $3, $3 from unnest($2::text[]) as kinds (kind)`,
  parameters: [tenant, some.map(String), new Date(systemClock.now())],
});
const group = createGroupCommit<number, null>(store, {
  name: 'numbers',
  plan: (_tenant, some) => ({ statements: [writing(some)], results: () => some.map(() => null) }),
});

let next = (numbers.at(-1) ?? 0) + 1;
/** Four at a time, in groups and alone, as requests come. */
const writer = async (): Promise<never> => {
  for (;;) {
    const number = next;
    next += 1;
    if (number % 3 === 0) {
      await store.inTenant(tenant, async (tx) => {
        const { sql, parameters } = writing([number]);
        await tx.run(sql, parameters);
        tx.journal({
          operation: 'number.write',
          actor: { kind: 'platform' },
          target: { type: 'number', id: `${number}` },
        });
      });
    } else {
      await group.submit(tenant, number);
    }
    say(`wrote ${number}`);
  }
};
await Promise.all([writer(), writer(), writer(), writer()]);
