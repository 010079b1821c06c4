import type { Problem } from '../../registration/index.js';
import { flag, listOf, literal, member, optional, record, repeated, text, word } from '../strict-json/index.js';
import { claimSources, nameIdClaimType, nameIdSources, restrictedClaims } from './claim-sources.data.js';
import { claimTransformations } from './claims-transformations.js';
import type { DefinitionFacts } from './definition-facts.js';

/** How many claims, and how many transformations, one policy may have. */
const mostClaims = 100;

const shape = record({
  Version: literal(1),
  IncludeBasicClaimSet: optional(flag),
  ClaimsSchema: optional(
    listOf(
      record({
        Source: optional(word(...Object.keys(claimSources), 'transformation')),
        ID: optional(text(128)),
        ExtensionID: optional(text(256)),
        Value: optional(text()),
        TransformationId: optional(text(128)),
        JwtClaimType: optional(text(256)),
        SamlClaimType: optional(text(512)),
        SAMLNameForm: optional(text(256)),
      }),
      mostClaims,
    ),
  ),
  ClaimsTransformations: optional(claimTransformations(mostClaims)),
  GroupFilter: optional(
    record({
      MatchOn: word('displayname', 'samaccountname'),
      Type: word('prefix', 'suffix', 'contains'),
      Value: text(),
    }),
  ),
  audienceOverride: optional(text()),
  issuerWithApplicationId: optional(flag),
});

/** `ClaimsMappingPolicy` (Microsoft identity platform documentation: claims mapping policy type). */
export function claimsMapping(value: unknown, path: string, facts: DefinitionFacts): readonly Problem[] {
  const problems = shape(value, path);
  if (problems.length > 0) return problems;
  const claims = listAt(value, 'ClaimsSchema');
  const transformations = listAt(value, 'ClaimsTransformations');
  const inside = `${path}.ClaimsSchema`;
  const type = (name: string) =>
    repeated(
      claims.map((claim) => textAt(claim, name)),
      (index) => `${inside}[${index}].${name}`,
      'the claim',
    );
  return [
    ...claims.flatMap((claim, index) => claimProblems(claim, `${inside}[${index}]`, transformations)),
    ...claims.flatMap((claim, index) => nameIdProblems(claim, `${inside}[${index}]`, transformations, facts)),
    ...type('JwtClaimType'),
    ...type('SamlClaimType'),
    ...repeated(
      transformations.map((one) => textAt(one, 'ID')),
      (index) => `${path}.ClaimsTransformations[${index}].ID`,
      'the transformation',
    ),
    ...transformations.flatMap((one, index) => inputProblems(one, `${path}.ClaimsTransformations[${index}]`, claims)),
  ];
}

function claimProblems(claim: unknown, path: string, transformations: readonly unknown[]): readonly Problem[] {
  const jwt = textAt(claim, 'JwtClaimType');
  const isInternal = textAt(claim, 'Source') !== undefined && textAt(claim, 'ID') !== undefined;
  return [
    ...sourceProblems(claim, path, transformations),
    // A claim that only feeds a transformation has no type of its own.
    ...(jwt === undefined && textAt(claim, 'SamlClaimType') === undefined && !isInternal
      ? [{ path, reason: 'must have a `JwtClaimType` or a `SamlClaimType`' }]
      : []),
    ...(jwt !== undefined && isRestricted(jwt)
      ? [{ path: `${path}.JwtClaimType`, reason: `\`${jwt}\` is in the restricted claim set and cannot be mapped` }]
      : []),
  ];
}

function isRestricted(name: string): boolean {
  return restrictedClaims.has(name.toLowerCase()) || /^xms_/i.test(name);
}

function sourceProblems(claim: unknown, path: string, transformations: readonly unknown[]): readonly Problem[] {
  const source = textAt(claim, 'Source')?.toLowerCase();
  const [id, extension, value] = ['ID', 'ExtensionID', 'Value'].map((name) => textAt(claim, name));
  if (source === undefined) {
    return value !== undefined && id === undefined && extension === undefined
      ? []
      : [{ path, reason: 'must have a `Source` with an `ID` or `ExtensionID`, or a `Value` alone' }];
  }
  if (value !== undefined) return [{ path: `${path}.Value`, reason: 'cannot stand beside a `Source`' }];
  if (source === 'transformation') return transformedProblems(claim, path, transformations);
  if (extension !== undefined) return extensionProblems(source, id, extension, path);
  if (id === undefined) return [{ path: `${path}.ID`, reason: 'must be given' }];
  return claimSources[source]?.includes(id.toLowerCase()) === true
    ? []
    : [{ path: `${path}.ID`, reason: `\`${id}\` is not a property of the source \`${source}\`` }];
}

function extensionProblems(
  source: string,
  id: string | undefined,
  extension: string,
  path: string,
): readonly Problem[] {
  if (source !== 'user' || id !== undefined) {
    return [{ path: `${path}.ExtensionID`, reason: 'must stand with the source `user` and without an `ID`' }];
  }
  return /^extension_[0-9a-f]{32}_\w+$/i.test(extension)
    ? []
    : [{ path: `${path}.ExtensionID`, reason: 'must read `extension_{appId without hyphens}_{name}`' }];
}

function transformedProblems(claim: unknown, path: string, transformations: readonly unknown[]): readonly Problem[] {
  const wanted = textAt(claim, 'TransformationId');
  const found = transformations.find((one) => wanted !== undefined && textAt(one, 'ID') === wanted);
  if (found === undefined) {
    return [{ path: `${path}.TransformationId`, reason: 'must be the `ID` of one of the `ClaimsTransformations`' }];
  }
  const id = textAt(claim, 'ID');
  const isGiven = listAt(found, 'OutputClaims').some((one) => textAt(one, 'ClaimTypeReferenceId') === id);
  return isGiven ? [] : [{ path: `${path}.ID`, reason: 'must be an output claim of the transformation' }];
}

/** What an application takes for the name of a person must be that person's in this tenant. */
function nameIdProblems(
  claim: unknown,
  path: string,
  transformations: readonly unknown[],
  { verifiedDomains }: DefinitionFacts,
): readonly Problem[] {
  if (textAt(claim, 'SamlClaimType')?.toLowerCase() !== nameIdClaimType) return [];
  const at = `${path}.SamlClaimType`;
  const source = textAt(claim, 'Source')?.toLowerCase();
  const id = textAt(claim, 'ID')?.toLowerCase();
  if (source === 'user' && id !== undefined && nameIdSources.includes(id)) return [];
  const made = transformations.find((one) => textAt(one, 'ID') === textAt(claim, 'TransformationId'));
  const method = textAt(made, 'TransformationMethod')?.toLowerCase();
  if (source !== 'transformation' || (method !== 'extractmailprefix' && method !== 'join')) {
    return [
      {
        path: at,
        reason: `a name identifier can be made only from ${nameIdSources.slice(0, 5).join(', ')} and extension attributes, by ExtractMailPrefix or by Join`,
      },
    ];
  }
  if (method === 'extractmailprefix') return [];
  const suffixes = listAt(made, 'InputParameters').filter((one) => textAt(one, 'ID')?.toLowerCase() === 'string2');
  const isOurs = suffixes.some((one) => verifiedDomains.includes(textAt(one, 'Value')?.toLowerCase() ?? ''));
  return isOurs
    ? []
    : [{ path: at, reason: 'a name identifier can be joined only with a verified domain of the tenant' }];
}

function inputProblems(transformation: unknown, path: string, claims: readonly unknown[]): readonly Problem[] {
  return listAt(transformation, 'InputClaims').flatMap((input, index): readonly Problem[] => {
    const reference = textAt(input, 'ClaimTypeReferenceId') ?? '';
    const isKnown =
      claimSources.user?.includes(reference.toLowerCase()) === true ||
      claims.some((claim) => textAt(claim, 'ID') === reference || textAt(claim, 'ExtensionID') === reference);
    if (isKnown) return [];
    return [{ path: `${path}.InputClaims[${index}].ClaimTypeReferenceId`, reason: 'must be the `ID` of a claim' }];
  });
}

function textAt(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}
