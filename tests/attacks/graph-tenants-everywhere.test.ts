// Attacks across tenants at Graph, operation by operation: each one that the platform describes is called with the keys of another
// organisation, and answers as it does for keys that nothing has, byte for byte (ASVS 8.4.1).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bodyFor,
  type DescribedOperation,
  describedOperations,
  filled,
  ownPlaces,
} from '../support/described-operations.js';
import { comparable, givenAway, nowhere } from '../support/same-answer.js';
import { type Caller, callers, type Holdings, startTwoTenants, type TwoTenants } from '../support/two-tenants.js';

let world: TwoTenants;
/** What the attacker has, what he is after, and what nobody has, in the same shapes. */
let ours: Holdings;
let theirs: Holdings;
let nobodys: Holdings;
let operations: readonly DescribedOperation[];
let journalBefore: number;

const journalOf = async ({ tenant = '' }: Holdings) =>
  (await world.parts.store.journal.read(tenant as never, 0, 100_000)).length;

beforeAll(async () => {
  world = await startTwoTenants();
  ours = world.has.alfa;
  theirs = world.has.bravo;
  nobodys = Object.fromEntries(Object.entries(theirs).map(([name, key]) => [name, nowhere(key)]));
  operations = (await describedOperations(world)).filter((one) => ownPlaces(one) > 0);
  journalBefore = await journalOf(theirs);
});
afterAll(() => world.stop());

interface Keys {
  readonly first: Holdings;
  readonly others: Holdings;
}

/** The body is an honest one of the attacker, where it does not have to repeat the path. */
async function callWith(as: Caller, operation: DescribedOperation, { first, others }: Keys) {
  const path = filled(operation.path, first, others);
  const body = bodyFor(operation, ours, first);
  const answer = await world.call(['alfa', as], operation.method, path, body, { consistencylevel: 'eventual' });
  return { answer, said: `${path} ${JSON.stringify(body)}` };
}

/** What is wrong with an operation's answer for keys of the other organisation; empty when nothing is. */
async function faults(
  as: Caller,
  operation: DescribedOperation,
  keys: Keys,
  control: Keys,
): Promise<readonly object[]> {
  const { method, path } = operation;
  const { answer, said } = await callWith(as, operation, keys);
  const expected = await callWith(as, operation, control);
  const [got, wanted] = [comparable(answer, theirs), comparable(expected.answer, nobodys)];
  const told = givenAway(answer, theirs, said);
  const isSame = JSON.stringify(got) === JSON.stringify(wanted);
  const isRight = allowed(as, operation).includes(answer.status);
  return isSame && isRight && told.length === 0 ? [] : [{ method, path, got, wanted, told }];
}

/** What an operation that is refused before anything is looked up answers; 404 for all others. */
function allowed(as: Caller, { method, path }: DescribedOperation): readonly number[] {
  if (method === 'POST' && /\/(?:groups\/[^/]+\/members|addTokenSigningCertificate)$/.test(path)) return [400];
  if (as === 'administrator') return [404];
  // An application is nobody's self, and some of what is only for people with a role it may do with nothing and nobody.
  return path.startsWith('/v1.0/me/') ? [400] : [404, 403];
}

describe.each(callers)('the %s of one organisation', (as) => {
  test('finds nothing under any key of another', async () => {
    const found = [];
    for (const operation of operations) {
      const [keys, control] = [theirs, nobodys].map((first) => ({ first, others: first }));
      if (keys !== undefined && control !== undefined) found.push(...(await faults(as, operation, keys, control)));
    }
    expect(found).toEqual([]);
  }, 120_000);

  test('finds nothing of another within what is its own', async () => {
    const found = [];
    for (const operation of operations.filter((one) => ownPlaces(one) > 1)) {
      const [keys, control] = [theirs, nobodys].map((others) => ({ first: ours, others }));
      if (keys !== undefined && control !== undefined) found.push(...(await faults(as, operation, keys, control)));
    }
    expect(found).toEqual([]);
  }, 120_000);
});

describe('afterwards', () => {
  test('nothing was written in the other organisation', async () => {
    expect(await journalOf(theirs)).toBe(journalBefore);
  });

  test('the same calls with keys of one’s own find what is there', async () => {
    const missing: string[] = [];
    const reads = operations.filter(({ method }) => method === 'GET');
    for (const operation of reads) {
      const { answer } = await callWith('administrator', operation, { first: ours, others: ours });
      if (answer.status !== 200) missing.push(operation.path.replace(/^\/(?:v1\.0|beta)/, ''));
    }
    expect(reads.length).toBeGreaterThan(200);
    // What the organisation really has not: the extension and the assignment are a person's, and there is no picture.
    expect(missing).toEqual([
      '/me/appRoleAssignments/{assignment}',
      '/groups/{group}/appRoleAssignments/{assignment}',
      '/servicePrincipals/{servicePrincipal}/appRoleAssignments/{assignment}',
      '/users/{user}/photo',
      '/users/{user}/photo/$value',
      '/me/extensions/{extension}',
      '/groups/{group}/extensions/{extension}',
      '/devices/{device}/extensions/{extension}',
      '/policies/permissionGrantPolicies/{id}/excludes/{conditionSet}',
      '/policies/authenticationStrengthPolicies/{id}/combinationConfigurations/{configuration}',
      '/identity/conditionalAccess/authenticationStrength/policies/{id}/combinationConfigurations/{configuration}',
    ]);
  });
});
