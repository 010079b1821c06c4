/** What is asked of one claim (OIDC Core §5.5.1). */
export interface ClaimRequest {
  readonly essential: boolean;
  readonly value?: unknown;
  readonly values?: readonly unknown[];
}

/** The parsed `claims` parameter (OIDC Core §5.5). Claims that nobody knows are kept; whoever reads them ignores them. */
export interface ClaimsRequest {
  readonly idToken: ReadonlyMap<string, ClaimRequest>;
  readonly accessToken: ReadonlyMap<string, ClaimRequest>;
  readonly userinfo: ReadonlyMap<string, ClaimRequest>;
}

const longestClaims = 16_384;
const mostClaims = 100;

/**
 * Parses a `claims` parameter. What cannot be read inside a JSON object is passed over (Microsoft identity platform documentation,
 * "claims request parameter"; OIDC Core §5.5: members that are not understood must be ignored).
 * @returns undefined when the text is too long, is not a JSON object, or asks for too many claims.
 */
export function parseClaimsRequest(text: string): ClaimsRequest | undefined {
  if (text.length > longestClaims) return undefined;
  const root = readObject(parseJson(text));
  if (root === undefined) return undefined;
  const [idToken, accessToken, userinfo] = ['id_token', 'access_token', 'userinfo'].map((name) =>
    readObject(root.get(name)),
  );
  if ([idToken, accessToken, userinfo].some((members) => (members?.size ?? 0) > mostClaims)) return undefined;
  return { idToken: readClaims(idToken), accessToken: readClaims(accessToken), userinfo: readClaims(userinfo) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readClaims(members: ReadonlyMap<string, unknown> = new Map()): ReadonlyMap<string, ClaimRequest> {
  const claims = new Map<string, ClaimRequest>();
  for (const [name, member] of members) {
    const claim = readClaim(member);
    if (claim !== undefined) claims.set(name, claim);
  }
  return claims;
}

function readClaim(value: unknown): ClaimRequest | undefined {
  // OIDC Core §5.5.1: null asks for the claim in the default manner.
  if (value === null) return { essential: false };
  const members = readObject(value);
  if (members === undefined) return undefined;
  const essential = members.get('essential') ?? false;
  const values = members.get('values');
  if (typeof essential !== 'boolean' || (values !== undefined && !Array.isArray(values))) return undefined;
  return {
    essential,
    ...(members.has('value') ? { value: members.get('value') } : {}),
    ...(values === undefined ? {} : { values: values as readonly unknown[] }),
  };
}

/** A map instead of an object, so that no name from outside can reach a prototype. */
function readObject(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}
