import type { TenantId } from '@gatehouse/model';
import { expect, it } from 'vitest';
import { createGroupCommit, type Store } from '../index.js';
import { freshTenant, kindsSeen, spend } from './under-test.fixture.js';

export function nesting(store: () => Store): void {
  const uses: readonly (readonly [string, (store: Store, tenant: TenantId) => Promise<unknown>])[] = [
    ['a transaction of a tenant', (used, tenant) => used.inTenant(tenant, async () => {})],
    ['a transaction of the platform', (used) => used.inPlatform(async () => {})],
    ['a group', (used, tenant) => used.commitTogether(new Map([[tenant, []]]))],
    ['a read of the journal', (used, tenant) => used.journal.read(tenant, 0, 1)],
    ['a ping', (used) => used.ping()],
    [
      'a submission to a group commit',
      (used, tenant) =>
        createGroupCommit(used, { name: 'any', plan: () => ({ statements: [], results: () => [1] }) }).submit(
          tenant,
          1,
        ),
    ],
    ['its closing', (used) => used.close()],
  ];
  for (const [name, use] of uses) {
    it(`refuses ${name} inside a transaction, which goes on`, async () => {
      const tenant = freshTenant();
      await store().inTenant(tenant, async (tx) => {
        await expect(use(store(), tenant)).rejects.toThrow('a transaction of this store is open here');
        await spend(tx, 'went on');
      });
      expect(await kindsSeen(store(), tenant)).toEqual(['went on']);
    });
  }

  it('lets work that outlives its transaction use the store', async () => {
    const tenant = freshTenant();
    let later: Promise<string[]> | undefined;
    const ended = new AbortController();
    await store().inTenant(tenant, async (tx) => {
      await spend(tx, 'a');
      later = new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve())).then(() =>
        kindsSeen(store(), tenant),
      );
    });
    ended.abort();
    expect(await later).toEqual(['a']);
  });
}
