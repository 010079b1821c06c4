/** Native applications listen on whatever port is free (RFC 8252 §7.3); the platform also allows the name `localhost`. */
const loopback = /^http:\/\/(localhost|127\.0\.0\.1)(?::([0-9]{1,5}))?(\/[^?#]*)?(\?[^#]*)?$/;

/**
 * True when a redirect URI of a request is the registered one: equal to the letter (RFC 9700 §2.1), except that loopback URIs may
 * differ in the port, and that their missing path equals `/`.
 */
export function redirectUriMatches(registered: string, requested: string): boolean {
  if (registered === requested) return true;
  const one = loopback.exec(registered);
  const other = loopback.exec(requested);
  if (one === null || other === null || portOf(other) > 65_535) return false;
  return one[1] === other[1] && (one[3] ?? '/') === (other[3] ?? '/') && (one[4] ?? '') === (other[4] ?? '');
}

/** As `redirectUriMatches`, without the relief of the port: which of several registered loopback URIs is meant. */
export function redirectUriMatchesPort(registered: string, requested: string): boolean {
  if (!redirectUriMatches(registered, requested)) return false;
  const one = loopback.exec(registered);
  const other = loopback.exec(requested);
  return one === null || other === null || portOf(one) === portOf(other);
}

function portOf([, , port = '80']: RegExpExecArray): number {
  return Number(port);
}

/**
 * True when pages of `origin` (an `Origin` header) belong to a registered redirect URI: the same scheme, host and port, the port of
 * loopback addresses aside.
 */
export function redirectUriHasOrigin(registered: string, origin: string): boolean {
  const one = loopback.exec(registered);
  const other = loopback.exec(origin);
  if (one !== null && other !== null) return one[1] === other[1] && other[3] === undefined && other[4] === undefined;
  // Opaque origins all read `null`, those of custom schemes and of sandboxed pages alike: they match nothing.
  return origin !== 'null' && URL.canParse(registered) && new URL(registered).origin === origin;
}
