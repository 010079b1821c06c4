import { expect, it } from 'vitest';
import type { JournalDraft, JournalEntry, Store } from '../index.js';
import { draft, freshTenant, namesOf, spend, suiteClock } from './under-test.fixture.js';

export function journal(store: () => Store): void {
  it('numbers entries 1, 2, 3 … per tenant and gives back what was written', async () => {
    const tenant = freshTenant();
    const whole: JournalDraft = {
      operation: 'user.update',
      actor: { kind: 'user', id: 'u1', viaApp: 'a1' },
      target: { type: 'user', id: 'u2', name: 'Adele' },
      changes: [{ property: 'displayName', old: 'A', new: { deep: [1, null] } }],
      correlationId: 'c1',
    };
    await store().inTenant(tenant, async (tx) => {
      tx.journal(whole);
      tx.journal(draft('second'));
    });
    await store().inTenant(tenant, async (tx) => tx.journal(draft('third')));
    const entries = await store().journal.read(tenant, 0, 10);
    expect(entries[0]).toEqual({ ...whole, tenant, sequence: 1, at: suiteClock.now() });
    expect(entries[1]).toEqual({ ...draft('second'), tenant, sequence: 2, at: suiteClock.now() });
    expect(entries.map((entry) => entry.sequence)).toEqual([1, 2, 3]);
    expect(await store().journal.head(tenant)).toBe(3);
    expect(namesOf(await store().journal.read(tenant, 1, 1))).toEqual(['second']);
    expect(await store().journal.head(freshTenant())).toBe(0);
  });

  it('leaves no gap where a transaction was rolled back', async () => {
    const tenant = freshTenant();
    const write = (name: string, fail: boolean) =>
      store().inTenant(tenant, async (tx) => {
        tx.journal(draft(name));
        await spend(tx, name);
        if (fail) await spend(tx, name);
      });
    await write('a', false);
    await expect(write('b', true)).rejects.toThrow(/duplicate|unique/);
    await write('c', false);
    const entries = await store().journal.read(tenant, 0, 10);
    expect(entries.map(({ sequence, target }) => [sequence, target.id])).toEqual([
      [1, 'a'],
      [2, 'c'],
    ]);
  });

  it('numbers writers of one tenant that run at the same time without gap or double', async () => {
    const tenant = freshTenant();
    const names = Array.from({ length: 24 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => store().inTenant(tenant, async (tx) => tx.journal(draft(name)))));
    const entries = await store().journal.read(tenant, 0, 100);
    expect(entries.map((entry) => entry.sequence)).toEqual(names.map((_, index) => index + 1));
    expect(namesOf(entries).sort()).toEqual([...names].sort());
  });

  it('tells listeners of a commit before its caller hears of it, in order, and of nothing rolled back', async () => {
    const tenant = freshTenant();
    const heard: JournalEntry[] = [];
    const stop = store().journal.subscribe((entry) => {
      if (entry.tenant === tenant) heard.push(entry);
    });
    await store()
      .inTenant(tenant, async (tx) => {
        tx.journal(draft('never'));
        throw new Error('no');
      })
      .catch(() => {});
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        await store().inTenant(tenant, async (tx) => {
          tx.journal(draft(`n${index}`));
          expect(namesOf(heard)).not.toContain(`n${index}`);
        });
        expect(namesOf(heard)).toContain(`n${index}`);
      }),
    );
    expect(heard.map((entry) => entry.sequence)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(heard).toEqual(await store().journal.read(tenant, 0, 100));
    stop();
    await store().inTenant(tenant, async (tx) => tx.journal(draft('unheard')));
    expect(namesOf(heard)).not.toContain('unheard');
  });

  it('does not let one failing listener keep the others, or the writer, from going on', async () => {
    const tenant = freshTenant();
    const heard: string[] = [];
    const stopFailing = store().journal.subscribe(() => {
      throw new Error('of a listener');
    });
    const stop = store().journal.subscribe((entry) => heard.push(entry.target.id));
    await store().inTenant(tenant, async (tx) => tx.journal(draft('heard')));
    stopFailing();
    stop();
    expect(heard).toContain('heard');
  });

  it('lets a listener use the store', async () => {
    const tenant = freshTenant();
    let read: Promise<JournalEntry[]> | undefined;
    const stop = store().journal.subscribe((entry) => {
      if (entry.tenant === tenant) read = store().journal.read(tenant, 0, 10);
    });
    await store().inTenant(tenant, async (tx) => tx.journal(draft('a')));
    stop();
    expect(namesOf((await read) ?? [])).toEqual(['a']);
  });
}
