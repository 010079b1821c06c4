import { type AppId, isGuid, type ServicePrincipalId } from '@gatehouse/model';
import { builtInStrengths, type PolicyReference, type ReferenceKind } from '@gatehouse/policy';
import { readApplicationsByAppId } from '../applications/repository.js';
import { readDocuments } from '../documents/repository.js';
import type { DirectoryWork } from '../operation.js';
import { objectTypes } from '../relations/repository.js';
import { readServicePrincipalsByAppId, readServicePrincipalsById } from '../service-principals/repository.js';

/** Something that a policy names and cannot name, and why, in the words that the platform has for it. */
export interface UnusableReference extends PolicyReference {
  readonly why: string;
}

type Lookup = (work: DirectoryWork, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Of the ids, those that cannot be named, and why. */
const lookups: Readonly<Record<ReferenceKind, Lookup>> = {
  user: (work, ids) => notOfType(work, ids, 'user', 'UserNotFound'),
  group: (work, ids) => notOfType(work, ids, 'group', 'GroupNotFound'),
  application: unusableApplications,
  servicePrincipal: unusableServicePrincipals,
  namedLocation: (work, ids) => notAmongDocuments(work, ids, 'named-location', 'NamedLocationNotFound'),
  authenticationContext: (work, ids) =>
    notAmongDocuments(work, ids, 'authentication-context', 'AuthenticationContextNotFound'),
  authenticationStrength: async (work, ids) => {
    const own = ids.filter((id) => !builtInStrengths.has(id));
    return notAmongDocuments(work, own, 'authentication-strength-policy', 'AuthenticationStrengthNotFound');
  },
  // Nobody can make an agreement yet.
  termsOfUse: async (_work, ids) => all(ids, 'AgreementNotFound'),
};

/** What of several references cannot be named: it is not there, or not of a kind that policies can be about. */
export async function unusableReferences(
  work: DirectoryWork,
  references: readonly PolicyReference[],
): Promise<readonly UnusableReference[]> {
  const kinds = [...new Set(references.map(({ kind }) => kind))];
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const ofKind = references.filter((one) => one.kind === kind);
      const unusable = await lookups[kind](
        work,
        ofKind.map(({ id }) => id),
      );
      return ofKind.flatMap((one) => {
        const why = unusable.get(one.id);
        return why === undefined ? [] : [{ ...one, why }];
      });
    }),
  );
  return found.flat();
}

/** Of ids of objects, those that are not live objects of that type. */
export async function notOfType(
  { tx }: DirectoryWork,
  ids: readonly string[],
  type: 'user' | 'group',
  why: string,
): Promise<ReadonlyMap<string, string>> {
  const types = await objectTypes(tx, ids.filter(isGuid));
  return all(
    ids.filter((id) => types.get(id) !== type),
    why,
  );
}

async function notAmongDocuments(
  { tx }: DirectoryWork,
  ids: readonly string[],
  kind: string,
  why: string,
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const there = new Set((await readDocuments(tx, kind, null, 1000)).map(({ id }) => id));
  return all(
    ids.filter((id) => !there.has(id)),
    why,
  );
}

async function unusableApplications(
  { tx }: DirectoryWork,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const appIds = ids as readonly AppId[];
  const present = new Set((await readServicePrincipalsByAppId(tx, appIds)).map(({ appId }): string => appId));
  const own = await readApplicationsByAppId(tx, appIds);
  // Microsoft Entra documentation: target resources. A public client is never what a token is for.
  const publicClients = own.filter(({ isFallbackPublicClient }) => isFallbackPublicClient).map(({ appId }) => appId);
  return new Map([
    ...all(
      ids.filter((id) => !present.has(id)),
      'ServicePrincipalNotFound',
    ),
    ...all(publicClients, 'PublicClientsAreUnsupported'),
  ]);
}

/** Microsoft Entra documentation: Conditional Access for workload identities. Only the tenant's own single-tenant applications. */
async function unusableServicePrincipals(
  { tx }: DirectoryWork,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const principals = await readServicePrincipalsById(tx, ids as readonly ServicePrincipalId[]);
  const appIds = principals.map(({ appId }) => appId);
  const own = new Map((await readApplicationsByAppId(tx, appIds)).map((one) => [one.appId, one]));
  return new Map(
    ids.flatMap((id): (readonly [string, string])[] => {
      const found = principals.find((one) => one.id === id);
      if (found === undefined) return [[id, 'ServicePrincipalNotFound']];
      const isOwn = own.get(found.appId)?.signInAudience === 'AzureADMyOrg';
      return isOwn && found.servicePrincipalType === 'Application' ? [] : [[id, 'ServicePrincipalNotSupported']];
    }),
  );
}

function all(ids: readonly string[], why: string): ReadonlyMap<string, string> {
  return new Map(ids.map((id) => [id, why]));
}
