import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '@gatehouse/model';
import { judgeGeneration, type PresentationMark } from '@gatehouse/policy';
import type { RefreshFacts } from '../../../../issuance/index.js';
import type { SpendOutcome } from '../../../../platform/single-use/index.js';
import type { OAuthDoor } from '../../deps.js';
import type { RefreshPlan } from '../grant.js';

/** What one presentation of a generation is for. */
interface Presentation {
  readonly facts: RefreshFacts;
  /** The scope parameter that counts. */
  readonly scope: string;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
}

/**
 * How long it is remembered what a generation was asked for, in milliseconds. It only tells equal requests made at once apart, so it
 * outlives any race and any two clocks' difference; from the end of the overlap on, the mark of the generation decides alone.
 */
const requestMarkLasts = 60 * 60 * 1000;

/**
 * Spends the presented generation, and plans the successor; or refuses, and then revokes the family where the generation was spent
 * long ago (RFC 9700 §4.14.2). Clients ask for several resources at once with the one refresh token that they hold: each of these
 * requests counts once, and all of them get tokens of the same next generation, so that a family has one live generation at any time.
 * INVARIANT: ONE-WINNER for equal requests, held by rotate.test.ts, policy/src/refresh/judge-generation.test.ts and
 * tests/laws/one-winner.test.ts.
 * @throws StoreUnavailable when it is not known who was first.
 */
export async function rotate(
  { facts, scope, arrivedAt }: Presentation,
  plan: RefreshPlan,
  { singleUse, revocation, refresh }: Pick<OAuthDoor, 'singleUse' | 'revocation' | 'refresh'>,
): Promise<RefreshPlan | Refusal> {
  const { tenant, family, generation, expiresAt } = facts;
  const name = `${family}:${generation}`;
  // Together, so that they travel in one commit: the mark of the request alone says who wins among equals.
  const [request, whole] = await Promise.all([
    singleUse.spend(tenant, 'refresh-request', digest(`${name}:${sameScope(scope)}`), arrivedAt + requestMarkLasts),
    singleUse.spend(tenant, 'refresh-generation', digest(name), expiresAt),
  ]);
  const { overlapSeconds, raceSeconds } = refresh;
  const marks = { generation: markOf(whole), request: markOf(request) };
  switch (judgeGeneration({ ...marks, arrivedAt, overlapSeconds, raceSeconds })) {
    case 'rotate':
    case 'repeat':
      return { ...plan, generation: generation + 1 };
    case 'lost':
      return refuse(70000, `generation ${generation} was redeemed at the same time by another request`);
    case 'reuse':
      await revocation.revokeFamily(tenant, family, 'refresh_token_reused', { kind: 'platform' });
      return refuse(50173, `generation ${generation} was presented again; the family is revoked`);
  }
}

/**
 * One text for scope parameters that ask for the same in the same words: order, repetition and letter case aside. Another name of
 * the same resource is another request: the scopes of its answer, and the audience of a version 1 token, repeat that name.
 */
export function sameScope(scope: string): string {
  return [...new Set(scope.toLowerCase().split(' '))]
    .filter((each) => each !== '')
    .sort()
    .join(' ');
}

function markOf(outcome: SpendOutcome): PresentationMark {
  return outcome.first ? 'first' : { spentAt: outcome.spentAt };
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
