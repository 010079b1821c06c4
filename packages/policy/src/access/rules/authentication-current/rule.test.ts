import { known, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { AccessInput } from '../../input.js';
import { daemonInput, personInput, user } from '../../sample-input.fixture.js';
import { authenticationCurrent } from './rule.js';

function authenticated(at: number, more: Partial<AccessInput> = {}): AccessInput {
  return personInput({
    principal: { kind: 'user', user: known(user), authentication: known({ methods: ['pwd'], at }) },
    ...more,
  });
}

describe('the authentication', () => {
  it('asks for one when no one is signed in', () => {
    expect(authenticationCurrent.object(personInput({ principal: { kind: 'nobody' } }))).toMatchObject({
      kind: 'require',
      error: 50058,
      requirement: { kind: 'authenticate', why: 'no_session' },
    });
  });

  it('counts an unknown authentication as none', () => {
    const principal = { kind: 'user', user: known(user), authentication: unknown('not recorded') } as const;
    expect(authenticationCurrent.object(personInput({ principal }))).toMatchObject({ kind: 'require', error: 50058 });
  });

  it('honours an authentication at the very instant of a revocation, and none before it', () => {
    expect(authenticationCurrent.object(authenticated(user.sessionsValidFrom))).toBeUndefined();
    expect(authenticationCurrent.object(authenticated(user.sessionsValidFrom - 1))).toMatchObject({
      requirement: { kind: 'authenticate', why: 'revoked' },
      error: 50132,
    });
  });

  it('tells a token endpoint that the grant was revoked, since no one is there to sign in', () => {
    expect(
      authenticationCurrent.object(authenticated(user.sessionsValidFrom - 1, { attempt: 'refresh_token' })),
    ).toMatchObject({ error: 50173 });
  });

  it('asks again when the request wants a more recent one', () => {
    const request = { ...personInput().request, authenticatedSince: user.sessionsValidFrom + 10 };
    expect(authenticationCurrent.object(authenticated(user.sessionsValidFrom + 9, { request }))).toMatchObject({
      requirement: { kind: 'authenticate', why: 'too_old' },
    });
    expect(authenticationCurrent.object(authenticated(user.sessionsValidFrom + 10, { request }))).toBeUndefined();
  });

  it('has nothing to say of applications', () => {
    expect(authenticationCurrent.object(daemonInput())).toBeUndefined();
  });
});
