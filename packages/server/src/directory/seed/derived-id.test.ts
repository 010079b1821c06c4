import { isGuid, type TenantId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { derivedId } from './derived-id.js';

const tenant = '10000000-0000-0000-0000-000000000001' as TenantId;

describe('the id of an object that the seed gives none', () => {
  it('is always the same GUID for the same tenant, kind and key', () => {
    expect(derivedId(tenant, 'user', 'alice@contoso.example')).toBe('99c971eb-9855-5a4f-b2c9-0a4fc9d3a534');
    expect(isGuid(derivedId('', 'tenant', 'x'))).toBe(true);
  });

  it('differs when any of them differs, however they are put together', () => {
    const ids = [
      derivedId(tenant, 'user', 'a'),
      derivedId(tenant, 'user', 'b'),
      derivedId(tenant, 'group', 'a'),
      derivedId('', 'user', 'a'),
      derivedId(tenant, 'use', 'ra'),
      derivedId(tenant, 'user","a', ''),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
