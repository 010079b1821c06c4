import type { ServicePrincipalId, UserId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { permissionGrantId, readPermissionGrantId } from './grant-id.js';

const clientId = '11111111-2222-3333-4444-555555555555' as ServicePrincipalId;
const resourceId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee' as ServicePrincipalId;
const principalId = '99999999-8888-7777-6666-555555555555' as UserId;

describe('the id of a delegated grant', () => {
  it.each([
    { clientId, resourceId },
    { clientId, resourceId, principalId },
  ])('says whose it is: %o', (grant) => {
    expect(readPermissionGrantId(permissionGrantId(grant))).toEqual(grant);
  });

  it('differs between a tenant-wide grant and one of a person', () => {
    expect(permissionGrantId({ clientId, resourceId })).not.toBe(
      permissionGrantId({ clientId, resourceId, principalId }),
    );
  });

  it.each(['', 'x', 'AAAA', 'A'.repeat(200)])('is not read from %s', (id) => {
    expect(readPermissionGrantId(id)).toBeUndefined();
  });
});
