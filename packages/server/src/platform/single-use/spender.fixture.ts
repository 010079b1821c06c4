// A program for single-use.test.ts: another process that presents the same things at the same time.
// Reads lines `<digest in hex>`; answers each with `first` or `late`.
import { createInterface } from 'node:readline';
import type { TenantId } from '@gatehouse/model';
import { systemClock } from '../clock/index.js';
import { openStore } from '../store/index.js';
import { createSingleUse } from './index.js';

const [url = '', appRolePassword = '', tenant = ''] = process.argv.slice(2);
const store = await openStore({ engine: 'postgres', url, appRolePassword, clock: systemClock });
const singleUse = createSingleUse(store, systemClock);
process.stdout.write('ready\n');
const expiresAt = systemClock.now() + 600_000;
for await (const line of createInterface({ input: process.stdin })) {
  const digests = line.split(',').map((hex) => Buffer.from(hex, 'hex'));
  const outcomes = await Promise.all(
    digests.map((digest) => singleUse.spend(tenant as TenantId, 'code', digest, expiresAt)),
  );
  process.stdout.write(`${outcomes.map(({ first }) => (first ? 'first' : 'late')).join(',')}\n`);
}
await store.close();
