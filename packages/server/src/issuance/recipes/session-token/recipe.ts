import type { SessionId } from '@gatehouse/model';
import type { SessionFacts } from '../../artefacts.js';
import { personOf } from '../../person-facts.js';
import type { Recipe } from '../../recipe.js';
import { sealFacts } from '../../sealed-facts.js';

/** The session that the token stands for. */
export interface SessionTokenOptions {
  readonly session: SessionId;
  /** Stays after the browser closes. */
  readonly persistent: boolean;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The content of a session cookie for one account. The row behind the session id can end it at any time. */
export function sessionToken(
  options: SessionTokenOptions,
): Recipe<{ readonly value: string; readonly facts: SessionFacts }> {
  return {
    name: 'session-token',
    make: async (admitted, tools) => {
      const facts: SessionFacts = { ...personOf(admitted), ...options };
      return { value: sealFacts(tools.keys.sealer, 'session-token', facts), facts };
    },
  };
}
