// The one suite that holds on both engines; embedded.test.ts and postgres.test.ts run it. What only one engine has stands there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../index.js';
import { groups } from './group-commit.fixture.js';
import { isolation } from './isolation.fixture.js';
import { journal } from './journal.fixture.js';
import { limits } from './limits.fixture.js';
import { nesting } from './nesting.fixture.js';
import { sweeping } from './sweep.fixture.js';
import { transactions } from './transactions.fixture.js';
import { type EngineUnderTest, suiteClock } from './under-test.fixture.js';
import { values } from './values.fixture.js';

export function describeStore(under: EngineUnderTest): void {
  describe(`a store on the ${under.engine} engine`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await under.open({ clock: suiteClock });
    });
    afterAll(() => store.close());
    const opened = (): Store => store;

    transactions(opened);
    values(opened);
    describe('ONE-TENANT', () => {
      isolation(opened);
    });
    describe('ONE-JOURNAL', () => {
      journal(opened);
    });
    groups(opened);
    nesting(opened);
    sweeping(opened);
    limits(under);
    it('is the engine it says', () => expect(store.engine).toBe(under.engine));
    it('answers a ping', () => expect(store.ping()).resolves.toBeUndefined());
  });
}
