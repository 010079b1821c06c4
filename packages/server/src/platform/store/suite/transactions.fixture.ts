import { expect, it } from 'vitest';
import { type Store, violatedConstraint } from '../index.js';
import { draft, freshTenant, kindsSeen, spend } from './under-test.fixture.js';

export function transactions(store: () => Store): void {
  it('keeps what a transaction wrote', async () => {
    const tenant = freshTenant();
    expect(await store().inTenant(tenant, (tx) => spend(tx, 'a'))).toBe(1);
    expect(await kindsSeen(store(), tenant)).toEqual(['a']);
  });

  it('keeps nothing of a transaction whose work throws, and throws what it threw', async () => {
    const tenant = freshTenant();
    const failure = new Error('of the caller');
    const work = store().inTenant(tenant, async (tx) => {
      await spend(tx, 'a');
      throw failure;
    });
    await expect(work).rejects.toBe(failure);
    expect(await kindsSeen(store(), tenant)).toEqual([]);
  });

  it('keeps nothing of a transaction in which a statement failed, even when its work swallows the error', async () => {
    const tenant = freshTenant();
    const work = store().inTenant(tenant, async (tx) => {
      await spend(tx, 'a');
      await spend(tx, 'a').catch(() => {});
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await kindsSeen(store(), tenant)).toEqual([]);
  });

  it('says which constraint a statement broke', async () => {
    const broken = store().inTenant(freshTenant(), async (tx) => {
      await spend(tx, 'a');
      await spend(tx, 'a');
    });
    expect(violatedConstraint(await broken.catch((error: unknown) => error))).toBe('spent_pkey');
    expect(violatedConstraint(new Error('something else'))).toBeUndefined();
  });

  it('gives every statement its own answer when one of several sent together fails', async () => {
    const answers = await store()
      .inPlatform((tx) =>
        Promise.allSettled([tx.rows('select 1 as n'), tx.rows('select 1 / 0 as n'), tx.rows('select 3 as n')]).then(
          (settled) => {
            throw new Error('the transaction ends here', { cause: settled });
          },
        ),
      )
      .catch((error: Error) => error.cause as PromiseSettledResult<object[]>[]);
    expect(answers.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (let n = 1; n <= 5; n += 1) {
      expect(await store().inPlatform((tx) => tx.rows(`select ${n} as n`))).toEqual([{ n }]);
    }
  });

  it('takes one statement at a time, so that nothing can be appended to one', async () => {
    const refuses = async (sql: string, parameters: readonly number[]): Promise<void> => {
      const both = store().inPlatform((tx) => tx.run(sql, parameters));
      await expect(both).rejects.toThrow('cannot insert multiple commands');
    };
    await refuses('select 1; reset role', []);
    await refuses('select 1; reset role', [1]);
    // A connection keeps so many statements prepared and no more; it is as strict with those beyond.
    const late = store().inPlatform(async (tx) => {
      for (let n = 0; n < 420; n += 1) expect(await tx.rows(`select ${n} as n`)).toEqual([{ n }]);
      await tx.run('select 2; reset role');
    });
    await expect(late).rejects.toThrow('cannot insert multiple commands');
    await store().ping();
  });

  it('refuses a transaction that is over', async () => {
    const tenant = freshTenant();
    const left = await store().inTenant(tenant, async (tx) => tx);
    await expect(left.run('select 1')).rejects.toThrow('over');
    expect(() => left.journal(draft('late'))).toThrow('over');
  });
}
