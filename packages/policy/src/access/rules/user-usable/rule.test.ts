import { known, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { daemonInput, personInput, user } from '../../sample-input.fixture.js';
import { userUsable } from './rule.js';

const authentication = known({ methods: ['pwd'], at: 0 });

describe('the account', () => {
  it('refuses an account that does not exist', () => {
    const principal = { kind: 'user', user: unknown('no such account'), authentication } as const;
    expect(userUsable.object(personInput({ principal }))).toMatchObject({ kind: 'refuse', error: 50034 });
  });

  it('refuses a disabled account', () => {
    const principal = { kind: 'user', user: known({ ...user, accountEnabled: false }), authentication } as const;
    expect(userUsable.object(personInput({ principal }))).toMatchObject({ kind: 'refuse', error: 50057 });
  });

  it('has nothing to say of applications', () => {
    expect(userUsable.object(daemonInput())).toBeUndefined();
  });
});
