import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  daemonAdmitted,
  now,
  openRecipeBench,
  personAdmitted,
  type RecipeBench,
  resource,
  session,
  tenant,
  user,
} from '../../admitted.fixture.js';
import { openFacts } from '../../sealed-facts.js';
import { sessionToken } from './recipe.js';

let bench: RecipeBench;
beforeAll(async () => {
  bench = await openRecipeBench();
});
afterAll(() => bench.close());

const options = { session, persistent: true, expiresAt: now + 1000 };

describe('a session token', () => {
  it('names the session and its person, and opens only as a session token', async () => {
    const { value, facts } = await sessionToken(options).make(personAdmitted({}), bench);
    expect(facts).toMatchObject({ tenant, user: user.id, session, persistent: true, expiresAt: now + 1000 });
    expect(openFacts(bench.keys.sealer, 'session-token', value)).toEqual(facts);
    expect(openFacts(bench.keys.sealer, 'authorization-code', value)).toBeUndefined();
  });

  it('is not made for an application', async () => {
    await expect(sessionToken(options).make(daemonAdmitted([], resource(2)), bench)).rejects.toThrow('needs a person');
  });

  it('opens for nobody when a byte was changed', async () => {
    const { value } = await sessionToken(options).make(personAdmitted({}), bench);
    const middle = Math.floor(value.length / 2);
    const changed = `${value.slice(0, middle)}${value[middle] === 'A' ? 'B' : 'A'}${value.slice(middle + 1)}`;
    expect(openFacts(bench.keys.sealer, 'session-token', changed)).toBeUndefined();
  });
});
