import { lower, textOf } from './entra-export.js';
import {
  expandedGrants,
  guardOf,
  idOf,
  keptOf,
  lostWhole,
  type Mapping,
  relatedNames,
  type SeedItem,
} from './mapping.js';

/** Users. Passwords are part of no export. */
export function mapUsers(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('user').flatMap((object): SeedItem[] => {
    const { value } = object;
    const userPrincipalName = textOf(value['userPrincipalName']);
    if (userPrincipalName === undefined) return lostWhole(object, 'it has no userPrincipalName', mapping);
    const [manager] = relatedNames(object, 'manager', ['user'], mapping);
    // Graph tells the kind of account only where it is asked for; the names of guests tell it in any case.
    const isGuest = value['userType'] == null && lower(userPrincipalName).includes('#ext#');
    return [
      {
        ...idOf(value),
        userPrincipalName,
        ...keptOf(object, ['userPrincipalName', 'accountEnabled', 'manager', ...expandedGrants], mapping),
        ...guardOf(object, 'accountEnabled', true, mapping),
        ...(isGuest && { userType: 'Guest' }),
        ...(manager !== undefined && { manager }),
      },
    ];
  });
}
