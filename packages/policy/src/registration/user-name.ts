import { consumersTenantId, type TenantId } from '@gatehouse/model';

/** The domain part of a user name, lower case; undefined when it has none. */
export function domainOfUserName(userName: string): string | undefined {
  const at = userName.lastIndexOf('@');
  return at < 1 || at === userName.length - 1 ? undefined : userName.slice(at + 1).toLowerCase();
}

const local = /^[A-Za-z0-9'._!#^~-]+$/;

/**
 * What is wrong with a user principal name in a tenant, or undefined.
 * Microsoft identity platform documentation: userPrincipalName policies for user accounts.
 */
export function userNameFault(
  userName: string,
  tenant: { readonly id: TenantId; readonly verifiedDomains: readonly string[] },
): string | undefined {
  const domain = domainOfUserName(userName);
  if (domain === undefined) return 'must read `name@domain`';
  const name = userName.slice(0, userName.lastIndexOf('@'));
  if (name.length > 64) return 'must not have more than 64 characters before the `@`';
  if (!local.test(name)) return "must have only letters, digits and `' . - _ ! # ^ ~` before the `@`";
  if (name.startsWith('.') || name.endsWith('.')) return 'must not have a period at either end of the name';
  if (!isDomainName(domain)) return `\`${domain}\` is not a domain name`;
  // A personal account keeps the address it was made with; an organization's must prove the domain.
  if (tenant.id === consumersTenantId) return undefined;
  return tenant.verifiedDomains.includes(domain) ? undefined : `\`${domain}\` is not a verified domain of the tenant`;
}

/** True for a DNS name of at least two labels, in either letter case. RFC 1035 §2.3.1, RFC 1123 §2.1. */
export function isDomainName(name: string): boolean {
  return (
    name.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(name)
  );
}
