import type { TenantId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../../platform/clock/index.js';
import { createLog } from '../../../platform/log/index.js';
import { createKeyDocuments, type KeyDocuments } from './key-documents.js';

const baseUrl = 'https://login.example';

function world(
  tenants: number,
  mostTenants?: number,
): {
  readonly documents: KeyDocuments;
  readonly asked: string[];
  readonly lines: string[];
  readonly clock: AdjustableClock;
  readonly breakDown: (broken: boolean) => void;
} {
  const asked: string[] = [];
  const lines: string[] = [];
  let broken = false;
  const clock = new AdjustableClock({ now: () => 1_900_000_000_000 });
  const documents = createKeyDocuments({
    baseUrl,
    clock,
    log: createLog({ level: 'warn', destination: { write: (line) => lines.push(line) } }),
    directory: { tenantIds: async () => Array.from({ length: tenants }, (_, index) => `t${index}` as TenantId) },
    keys: {
      published: async (tenant) => {
        asked.push(tenant);
        if (broken) throw new Error('away');
        return [
          { kty: 'RSA', use: 'sig', alg: 'RS256', kid: `key-of-${tenant}`, x5t: 'x', x5c: [], n: 'n', e: 'AQAB' },
        ];
      },
    },
    ...(mostTenants === undefined ? {} : { mostTenants }),
  });
  return { documents, asked, lines, clock, breakDown: (value) => (broken = value) };
}

describe('keys documents', () => {
  it('name with every key the issuer that it may sign for', async () => {
    const { documents } = world(1);
    expect(JSON.parse(await documents.ofTenant('t0' as TenantId, 2))).toEqual({
      keys: [
        {
          kty: 'RSA',
          use: 'sig',
          alg: 'RS256',
          kid: 'key-of-t0',
          x5t: 'x',
          x5c: [],
          n: 'n',
          e: 'AQAB',
          issuer: `${baseUrl}/t0/v2.0`,
        },
      ],
    });
  });

  it('of version 1 name no issuer, and are gathered together with those of version 2', async () => {
    const { documents, asked } = world(2);
    const keys = async (version: 1 | 2) =>
      (JSON.parse(await documents.ofAll(version)) as { keys: Record<string, unknown>[] }).keys;
    expect((await keys(1)).map((key) => 'issuer' in key)).toEqual([false, false]);
    expect((await keys(2)).map((key) => 'issuer' in key)).toEqual([true, true]);
    expect(asked).toHaveLength(2);
    expect(await documents.ofTenant('t0' as TenantId, 1)).not.toContain('issuer');
  });

  it('of all tenants hold the keys of each, in order', async () => {
    const { documents } = world(20);
    const { keys } = JSON.parse(await documents.ofAll(2)) as { keys: { kid: string; issuer: string }[] };
    expect(keys.map(({ kid }) => kid)).toEqual(Array.from({ length: 20 }, (_, index) => `key-of-t${index}`));
    expect(keys[7]?.issuer).toBe(`${baseUrl}/t7/v2.0`);
  });

  it('of all tenants are gathered once for many who ask, and again after a minute', async () => {
    const { documents, asked, clock } = world(3);
    await Promise.all(Array.from({ length: 5 }, () => documents.ofAll(2)));
    expect(asked).toHaveLength(3);
    clock.advance(60);
    await documents.ofAll(2);
    expect(asked).toHaveLength(6);
  });

  it('of all tenants are cut at a bound, and the operator is told', async () => {
    const { documents, lines } = world(20, 10);
    expect((JSON.parse(await documents.ofAll(2)) as { keys: unknown[] }).keys).toHaveLength(10);
    expect(lines.join('')).toContain('"listed":10');
  });

  it('of all tenants are asked for again after a failure', async () => {
    const { documents, breakDown } = world(1);
    breakDown(true);
    await expect(documents.ofAll(2)).rejects.toThrow('away');
    breakDown(false);
    expect(await documents.ofAll(2)).toContain('key-of-t0');
  });
});
