import type { OptionalClaim, User, VerifiedDomain } from '@gatehouse/model';
import type { Authentication } from '../access/input.js';
import { domainOfUserName } from '../registration/index.js';

/** What tokens tell of a person. */
export interface PersonFacts {
  readonly user: User;
  readonly authentication: Authentication;
  /** The domains that the person's tenant has proved to own. */
  readonly verifiedDomains: readonly VerifiedDomain[];
  /** The address that the person signed in from; null when it is not known. */
  readonly signInAddress: string | null;
  /** The person's values of directory extensions that the tenant's applications define, by their whole names. */
  readonly extensionValues?: Readonly<Record<string, unknown>>;
}

/** What optional claims are made from. */
interface Facts {
  readonly person: PersonFacts;
  readonly issuer: string;
  readonly tenant: string;
}

type Make = (facts: Facts, properties: readonly string[]) => unknown;

/**
 * The claims that an application or a claims request may ask for by name, and what they say. Undefined leaves one out.
 * Source: Microsoft identity platform documentation, "optional claims reference".
 */
const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['acct', ({ person }) => (person.user.userType === 'Guest' ? 1 : 0)],
  ['auth_time', ({ person }) => Math.floor(person.authentication.at / 1000)],
  ['ctry', ({ person }) => person.user.usageLocation],
  ['email', ({ person }) => person.user.mail],
  ['family_name', ({ person }) => person.user.surname],
  ['given_name', ({ person }) => person.user.givenName],
  // Whoever has an account of a tenant proved themselves to that tenant.
  ['idp', ({ issuer }) => issuer],
  ['ipaddr', ({ person }) => person.signInAddress ?? undefined],
  ['login_hint', ({ person, tenant }) => loginHint(person.user, tenant)],
  ['preferred_username', ({ person }) => person.user.userPrincipalName],
  ['upn', ({ person }, properties) => userPrincipalName(person.user, properties)],
  ['verified_primary_email', ({ person }) => (ownsMailDomain(person) === true ? [person.user.mail] : undefined)],
  ['xms_edov', ({ person }) => ownsMailDomain(person)],
  ['xms_pl', ({ person }) => person.user.preferredLanguage],
]);

/** Optional claims that access tokens have a say of their own in: the audience, what kind of principal, how groups are told. */
const ofAccessTokens: ReadonlySet<string> = new Set(['aud', 'idtyp', 'groups', 'sid']);
const ofIdTokens: ReadonlySet<string> = new Set(['groups', 'sid', 'signin_state']);

/** True when an optional claim of that name can change a token. Other names are accepted and do nothing. */
export function optionalClaimHasEffect(name: string, token: 'accessToken' | 'idToken'): boolean {
  if (extensionClaim(name) !== undefined) return true;
  return makers.has(name) || (token === 'accessToken' ? ofAccessTokens : ofIdTokens).has(name);
}

/** Adds the claims asked for to those of a token. Unknown names, and facts that are not there, add nothing. */
export function addOptionalClaims(
  claims: Record<string, unknown>,
  asked: readonly Pick<OptionalClaim, 'name' | 'additionalProperties' | 'source'>[],
  facts: Facts,
): void {
  for (const { name, additionalProperties = [], source } of asked) {
    const value = makers.get(name)?.(facts, additionalProperties);
    if (value !== undefined) claims[name] = value;
    // Only a registration names a source: no request asks for what an application keeps in the directory.
    if (source === 'user') addExtension(claims, name, facts.person);
  }
}

/**
 * The claim in which tokens tell a directory extension, given its whole name; undefined for other names.
 * Microsoft identity platform documentation: optional claims, directory extension optional claims.
 * @example extensionClaim('extension_ab603c56068041afb2f6832e2a17e237_skypeId') // 'extn.skypeId'
 */
export function extensionClaim(name: string): string | undefined {
  const [, attribute] = /^extension_[0-9a-f]{32}_(\w+)$/i.exec(name) ?? [];
  return attribute === undefined ? undefined : `extn.${attribute}`;
}

function addExtension(claims: Record<string, unknown>, name: string, { extensionValues = {} }: PersonFacts): void {
  const claim = extensionClaim(name);
  const value = Object.hasOwn(extensionValues, name) ? extensionValues[name] : undefined;
  if (claim !== undefined && value !== undefined) claims[claim] = value;
}

/** True when an optional claim is asked for with a property. */
export function hasProperty(asked: readonly OptionalClaim[], name: string, property: string): boolean {
  return asked.some((claim) => claim.name === name && claim.additionalProperties?.includes(property) === true);
}

/** The opaque name of an account that `login_hint` and `logout_hint` accept: `O.` then object id, tenant id. */
function loginHint(user: User, tenant: string): string {
  return `O.${user.id}.${tenant}`;
}

/** Guests' names hold `#EXT#`, which some applications cannot take. */
function userPrincipalName({ userPrincipalName: name }: User, properties: readonly string[]): string {
  return properties.includes('include_externally_authenticated_upn_without_hash') ? name.replaceAll('#', '_') : name;
}

/** Whether the tenant has proved to own the domain of the person's mail address; undefined without an address. */
function ownsMailDomain({ user, verifiedDomains }: PersonFacts): boolean | undefined {
  if (user.mail === undefined) return undefined;
  const domain = domainOfUserName(user.mail);
  return verifiedDomains.some(({ name }) => name === domain);
}
