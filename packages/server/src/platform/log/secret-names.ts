/** What a name contains when its value is a secret; lower case, without separators. */
const secretWords =
  /token|secret|passw(?:or)?d|passphrase|passcode|pwd|cookie|authorization|assertion|verifier|devicecode|usercode|authcode|samlresponse|samlrequest|wresult|privatekey|encryptionkey|apikey|accesskey|signature|otp|temporaryaccesspass|recoverycode|connectionstring|bearer/;

/**
 * Endings that turn such a name into a harmless one: what a secret is called, of which kind it is, when it ends, how many there
 * are. An id or a count helps an operator, and the secret itself never stands under these names.
 */
const harmlessEndings =
  /(?:ids?|types?|kind|name|count|length|size|version|lifetime|seconds|minutes|hours|days|at|datetime|endpoint|url|uri|format|purpose|alg|algorithm|methods?|policy|status|state)$/;

/** True when a value under this name must not be logged. Booleans, null and undefined tell nothing and pass. */
export function isSecretName(name: string, value: unknown): boolean {
  if (typeof value === 'boolean' || value === null || value === undefined) return false;
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  // RFC 6749 §4.1.2: an authorization code. Codes of errors are numbers or constants such as ECONNRESET.
  if (plain === 'code') return typeof value === 'string' && !/^["']?[A-Z0-9_]{1,40}["']?$/.test(value);
  // Only one-time codes are numbers; any other number under such a name counts something.
  if (typeof value === 'number') return /otp|passcode|usercode/.test(plain) && !harmlessEndings.test(plain);
  return secretWords.test(plain) && !harmlessEndings.test(plain);
}
