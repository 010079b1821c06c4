/** Seconds: the span that an access token's lifetime is drawn from, so that renewals do not come all at once. */
const shortest = 3600;
const longest = 5400;

/** ID tokens live one hour. */
export const idTokenLifetimeSeconds = 3600;

/**
 * An access token's lifetime in seconds: 60 to 90 minutes (Microsoft identity platform documentation, token lifetimes).
 * @param draw a number from 0 up to 1, drawn by the caller: decisions have no randomness.
 */
export function accessTokenLifetime(draw: number): number {
  return shortest + Math.floor(draw * (longest - shortest + 1));
}
