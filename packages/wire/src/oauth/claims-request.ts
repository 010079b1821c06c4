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
 * Parses a `claims` parameter.
 * @returns undefined when the text is too long, is not JSON, or has not the shape of OIDC Core §5.5.
 */
export function parseClaimsRequest(text: string): ClaimsRequest | undefined {
  if (text.length > longestClaims) return undefined;
  const root = readObject(parseJson(text));
  if (root === undefined) return undefined;
  const idToken = readMember(root.get('id_token'));
  const accessToken = readMember(root.get('access_token'));
  const userinfo = readMember(root.get('userinfo'));
  if (idToken === undefined || accessToken === undefined || userinfo === undefined) return undefined;
  return { idToken, accessToken, userinfo };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readMember(value: unknown): ReadonlyMap<string, ClaimRequest> | undefined {
  if (value === undefined || value === null) return new Map();
  const members = readObject(value);
  if (members === undefined || members.size > mostClaims) return undefined;
  const claims = new Map<string, ClaimRequest>();
  for (const [name, member] of members) {
    const claim = readClaim(member);
    if (claim === undefined) return undefined;
    claims.set(name, claim);
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
