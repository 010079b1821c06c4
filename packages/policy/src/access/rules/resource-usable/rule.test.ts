import { known, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { personInput, resource } from '../../sample-input.fixture.js';
import { resourceUsable } from './rule.js';

describe('the resource', () => {
  it('refuses one that is not in the tenant', () => {
    const target = { kind: 'resource', name: 'api://none', servicePrincipal: unknown('not in the tenant') } as const;
    expect(resourceUsable.object(personInput({ target }))).toMatchObject({ kind: 'refuse', error: 500011 });
  });

  it('refuses one that is disabled', () => {
    const target = {
      kind: 'resource',
      name: 'api://orders',
      servicePrincipal: known({ ...resource, accountEnabled: false }),
    } as const;
    expect(resourceUsable.object(personInput({ target }))).toMatchObject({ kind: 'refuse', error: 50001 });
  });

  it('has nothing to say when only sign-in is asked for', () => {
    expect(resourceUsable.object(personInput({ target: { kind: 'sign_in_only' } }))).toBeUndefined();
  });
});
