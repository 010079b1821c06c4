/** The longest name before the `@` (Microsoft Entra documentation: userPrincipalName policies). */
const longest = 64;
const mark = '#EXT#';

/**
 * The user principal name that a guest gets: the address with `_` for `@`, marked as external, in the tenant's default domain
 * (Microsoft Entra documentation: properties of a guest user). What user names may not have becomes `_` too.
 * @param apart makes the name another one where the plain one is taken or too long.
 * @example guestName('ann@fabrikam.example', 'contoso.example', '') // 'ann_fabrikam.example#EXT#@contoso.example'
 */
export function guestName(address: string, defaultDomain: string, apart: string): string {
  const plain = address.replace(/[^A-Za-z0-9'._!^~-]/g, '_').replace(/^\./, '_');
  const end = `${apart === '' ? '' : `_${apart}`}${mark}`;
  return `${plain.slice(0, longest - end.length)}${end}@${defaultDomain}`;
}

/** Whether an address makes a name of its own without being cut. */
export function fitsName(address: string): boolean {
  return address.length + mark.length <= longest;
}
