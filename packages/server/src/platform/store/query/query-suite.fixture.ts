// What holds for queries on both engines; query.embedded.test.ts and query.postgres.test.ts run it.
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../index.js';
import { type EngineUnderTest, suiteClock } from '../suite/under-test.fixture.js';
import { injection } from './injection.fixture.js';
import { paging } from './paging.fixture.js';
import { plans } from './plans.fixture.js';
import { sameAnswers } from './same-answers.fixture.js';
import { makeThings } from './things.fixture.js';

export function describeQueries(under: EngineUnderTest): void {
  describe(`queries on the ${under.engine} engine`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await under.open({ clock: suiteClock });
      await makeThings(store);
    });
    afterAll(() => store.close());
    const opened = (): Store => store;

    paging(opened);
    injection(opened);
    sameAnswers(opened);
  });

  // Apart: what the planner knows of a column, it knows of all tenants together.
  describe(`queries of a large tenant on the ${under.engine} engine`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await under.open({ clock: suiteClock });
      await makeThings(store);
    });
    afterAll(() => store.close());
    plans(() => store);
  });
}
