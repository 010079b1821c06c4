// Owns: making one call on what another organisation has and on what nobody has, and comparing the two answers. Used by:
// tests/attacks/graph-tenants*.
import { expect } from 'vitest';
import { comparable, givenAway, nowhere } from './same-answer.js';
import { type Caller, type GraphAnswer, type Holdings, startTwoTenants, type TwoTenants } from './two-tenants.js';

export interface AttackRequest {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
}
/** A request that names something: `own` is what the attacker has, to name it in. */
export type Attack = (key: Holdings, own: Holdings) => AttackRequest;

export interface CrossTenant {
  readonly world: TwoTenants;
  /** What the attacker has, what he is after, and what nobody has, in the same shapes. */
  readonly ours: Holdings;
  readonly theirs: Holdings;
  readonly nobodys: Holdings;
  /** Calls in the name of the attacker. */
  send(as: Caller, request: AttackRequest): Promise<GraphAnswer>;
  /** Makes the attack, and expects the answer that is given for what is nowhere, with nothing of the other organisation in it. */
  attack(as: Caller, make: Attack): Promise<GraphAnswer>;
  /** How many changes there were in the other organisation since it was set up. */
  writesThere(): Promise<number>;
}

export async function openCrossTenant(): Promise<CrossTenant> {
  const world = await startTwoTenants();
  const { alfa: ours, bravo: theirs } = world.has;
  const nobodys = Object.fromEntries(Object.entries(theirs).map(([name, key]) => [name, nowhere(key)]));
  const entries = async () => (await world.parts.store.journal.read(theirs.tenant as never, 0, 100_000)).length;
  const before = await entries();
  const send: CrossTenant['send'] = (as, { method = 'GET', path, body }) =>
    world.call(['alfa', as], method, path, body, { consistencylevel: 'eventual' });
  const attack: CrossTenant['attack'] = async (as, make) => {
    const request = make(theirs, ours);
    const answer = await send(as, request);
    const control = await send(as, make(nobodys, ours));
    expect(comparable(answer, theirs)).toEqual(comparable(control, nobodys));
    expect(givenAway(answer, theirs, `${request.path} ${JSON.stringify(request.body)}`)).toEqual([]);
    return answer;
  };
  return { world, ours, theirs, nobodys, send, attack, writesThere: async () => (await entries()) - before };
}
