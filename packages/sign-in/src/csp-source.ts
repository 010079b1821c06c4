/**
 * The CSP source expression for an address (CSP Level 3 §2.3.1): its origin; its scheme where there is no origin to name (custom
 * schemes of native apps, and IPv6 hosts, which the grammar cannot write). A bare scheme such as `https:` stays as it is.
 *
 * @throws when the text is neither an absolute URL nor a scheme.
 */
export function cspSource(address: string): string {
  if (/^[a-z][a-z0-9+.-]*:$/i.test(address)) return address.toLowerCase();
  const { protocol, origin, host } = new URL(address);
  return origin === 'null' || host.startsWith('[') ? protocol : origin;
}
