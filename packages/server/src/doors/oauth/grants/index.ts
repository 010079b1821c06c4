// The grants of the token endpoint, one line each. Adding one: a folder with grant.ts and its test, and a line here.
import { authorizationCode } from './authorization-code/grant.js';
import { clientCredentials } from './client-credentials/grant.js';
import { deviceCode } from './device-code/grant.js';
import type { Grant } from './grant.js';
import { onBehalfOf } from './on-behalf-of/grant.js';
import { password } from './password/grant.js';
import { refreshToken } from './refresh-token/grant.js';

const grants: readonly Grant[] = [clientCredentials, authorizationCode, refreshToken, onBehalfOf, deviceCode, password];

const byType = new Map(grants.flatMap((grant) => grant.types.map((type) => [type, grant] as const)));

/** The grant that a `grant_type` means. */
export function grantOfType(type: string): Grant | undefined {
  return byType.get(type);
}
