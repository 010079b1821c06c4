import type { Application, Refusal } from '@gatehouse/model';
import type { RedirectPlatform } from '../../../../issuance/index.js';
import type { Authority } from '../../authority/resolve-authority.js';
import type { AskedAuthorization } from '../request.js';

/** What was looked up for a request. */
export interface KnownFacts {
  readonly authority: Authority;
  /** Undefined when none has the id, and for a single-tenant application of another tenant than the authority's. */
  readonly application: Application | undefined;
  /** Where the redirect URI is registered; undefined when it is not. */
  readonly platform: RedirectPlatform | undefined;
}

/** One requirement on an authorization request. */
export interface Check {
  readonly name: string;
  /**
   * How its objection is told. Until the client and its redirect URI are proven, to the person alone: sending a browser to an
   * unproven address is an open redirect (RFC 6749 §4.1.2.1, RFC 9700 §4.11).
   */
  readonly told: 'page' | 'application';
  /** @returns the refusal, or undefined when there is nothing to object to. */
  object(asked: AskedAuthorization, known: KnownFacts): Refusal | undefined;
}
