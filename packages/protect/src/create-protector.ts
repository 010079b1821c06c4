import { authorize } from './authorize.js';
import { type Challenge, challenge } from './challenge.js';
import type { ProtectError } from './errors/index.js';
import type { Principal } from './principal.js';
import type { ProtectorOptions } from './protector-options.js';
import { readOptions, type Settings } from './read-options.js';
import type { Requirement } from './requires.js';
import { type VerifyResult, verifyToken } from './verify-token.js';

/** What came of a request: who calls, or the answer to send instead. */
export type CheckResult =
  | { readonly kind: 'allowed'; readonly principal: Principal }
  | { readonly kind: 'refused'; readonly error: ProtectError; readonly challenge: Challenge };

/** Guards one API. Holds the caches, so make one and keep it. */
export interface Protector {
  /**
   * Proves who calls.
   * @param presented the `Authorization` header as it came, or a bare token.
   * @returns the principal, or why there is none; never rejects.
   */
  verify(presented: string | null | undefined): Promise<VerifyResult>;
  /** Proves who calls and decides whether they may: `verify`, `authorize`, and the answer to a refused request. */
  check(authorization: string | null | undefined, requirement: Requirement): Promise<CheckResult>;
  /** Says a refusal in HTTP. */
  challenge(error: ProtectError): Challenge;
}

/**
 * Makes the guard of one API.
 *
 * @example
 * ```ts
 * const protector = createProtector({
 *   issuers: { authority: 'https://login.gatehouse.example/11111111-1111-1111-1111-111111111111' },
 *   audience: ['22222222-2222-2222-2222-222222222222', 'api://tasks'],
 * });
 * const result = await protector.verify(request.headers.authorization);
 * ```
 * @throws TypeError when an option is wrong. Nothing is fetched before the first token comes.
 */
export function createProtector(options: ProtectorOptions): Protector {
  const settings = readOptions(options);
  return {
    verify: (presented) => verifyToken(settings, presented),
    check: (authorization, requirement) => check(settings, authorization, requirement),
    challenge: (error) => challenge(error, settings.identity),
  };
}

async function check(
  settings: Settings,
  authorization: string | null | undefined,
  requirement: Requirement,
): Promise<CheckResult> {
  const verified = await verifyToken(settings, authorization);
  if (verified.kind === 'invalid') return refuse(settings, verified.error);
  const decision = authorize(verified.principal, requirement);
  if (decision.kind === 'denied') return refuse(settings, decision.error);
  return { kind: 'allowed', principal: verified.principal };
}

function refuse(settings: Settings, error: ProtectError): CheckResult {
  settings.onRefused(error);
  return { kind: 'refused', error, challenge: challenge(error, settings.identity) };
}
