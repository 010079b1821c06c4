import { userNameFault } from '@gatehouse/policy';
import { describe, expect, it } from 'vitest';
import { fitsName, guestName } from './guest-name.js';

describe('the name of a guest', () => {
  it.each([
    ['ann@fabrikam.example', '', 'ann_fabrikam.example#EXT#@contoso.example'],
    ['ann+x@fabrikam.example', '', 'ann_x_fabrikam.example#EXT#@contoso.example'],
    ['ann@fabrikam.example', 'ab12', 'ann_fabrikam.example_ab12#EXT#@contoso.example'],
  ])('of %s', (address, apart, name) => {
    expect(guestName(address, 'contoso.example', apart)).toBe(name);
  });

  it.each([
    'a@x.example',
    '.ann@x.example',
    `${'y'.repeat(64)}@${'z'.repeat(60)}.example`,
    "o'neil@x.example",
    'ä@x.example',
  ])('is one that a user may have, whoever is invited: %s', (address) => {
    const tenant = { id: 't' as never, verifiedDomains: ['contoso.example'] };
    expect(userNameFault(guestName(address, 'contoso.example', '0badcafe'), tenant)).toBeUndefined();
  });

  it('is cut where the address is too long', () => {
    expect(fitsName(`${'y'.repeat(57)}@x`)).toBe(true);
    expect(fitsName(`${'y'.repeat(58)}@x`)).toBe(false);
  });
});
