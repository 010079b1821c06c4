import { describe, expect, it } from 'vitest';
import { type DefinitionKind, readDefinition } from './read-definition.js';

const facts = { verifiedDomains: ['contoso.example'] };

function read(kind: DefinitionKind, content: unknown) {
  return readDefinition(kind, [JSON.stringify({ [kind]: content })], facts);
}

function problemsOf(kind: DefinitionKind, content: unknown): readonly string[] {
  const outcome = read(kind, content);
  return outcome.kind === 'invalid' ? outcome.problems.map(({ path }) => path) : [];
}

const fullMapping = {
  Version: 1,
  IncludeBasicClaimSet: 'true',
  ClaimsSchema: [
    { Source: 'user', ID: 'employeeid', SamlClaimType: 'http://contoso.example/employee', JwtClaimType: 'employee' },
    { Value: 'sandbox', JwtClaimType: 'stage' },
    { Source: 'user', ExtensionID: 'extension_0123456789abcdef0123456789abcdef_team', JwtClaimType: 'team' },
    { Source: 'user', ID: 'extensionattribute1' },
    { Source: 'transformation', ID: 'DataJoin', TransformationId: 'JoinTheData', JwtClaimType: 'JoinedData' },
    { Source: 'company', Id: 'tenantcountry', JwtClaimType: 'country' },
  ],
  ClaimsTransformations: [
    {
      ID: 'JoinTheData',
      TransformationMethod: 'Join',
      InputClaims: [
        { ClaimTypeReferenceId: 'extensionattribute1', TransformationClaimType: 'string1', TreatAsMultiValue: 'false' },
      ],
      InputParameters: [
        { ID: 'string2', Value: 'ext' },
        { ID: 'separator', Value: '-' },
      ],
      OutputClaims: [{ ClaimTypeReferenceId: 'DataJoin', TransformationClaimType: 'outputClaim' }],
    },
  ],
  GroupFilter: { MatchOn: 'displayname', Type: 'prefix', Value: 'app-' },
  audienceOverride: 'https://contoso.example',
  issuerWithApplicationId: 'true',
};

describe('the text of a definition', () => {
  it.each([
    [[], 'definition'],
    [['{}', '{}'], 'definition'],
    [['{'], 'definition'],
    [['[]'], 'definition'],
    [[`{"TokenLifetimePolicy":"${'x'.repeat(50_000)}"}`], 'definition'],
    [['{}'], 'TokenLifetimePolicy'],
    [['{"ClaimsMappingPolicy":{"Version":1}}'], 'ClaimsMappingPolicy'],
    [['{"TokenLifetimePolicy":[]}'], 'TokenLifetimePolicy'],
    [['{"TokenLifetimePolicy":{"Version":1,"version":1}}'], 'TokenLifetimePolicy.Version'],
  ])('%j is refused at %s', (definition, path) => {
    const outcome = readDefinition('TokenLifetimePolicy', definition, facts);
    expect(outcome.kind === 'invalid' ? outcome.problems[0]?.path : 'read').toBe(path);
  });

  it('is read into what stands inside, names in any letter case', () => {
    const definition = ['{"tokenLifetimePolicy":{"version":1,"accessTokenLifetime":"02:00:00"}}'];
    expect(readDefinition('TokenLifetimePolicy', definition, facts)).toEqual({
      kind: 'definition',
      content: { version: 1, accessTokenLifetime: '02:00:00' },
    });
  });
});

describe('a token lifetime', () => {
  it.each([['00:10:00'], ['1.00:00:00'], ['23:59:59']])('may be %s', (AccessTokenLifetime) => {
    expect(problemsOf('TokenLifetimePolicy', { Version: 1, AccessTokenLifetime })).toEqual([]);
  });

  it.each([['00:09:59'], ['1.00:00:01'], ['24:00:00'], ['2 hours'], [3600], ['']])('cannot be %j', (lifetime) => {
    expect(problemsOf('TokenLifetimePolicy', { Version: 1, AccessTokenLifetime: lifetime })).toEqual([
      'TokenLifetimePolicy.AccessTokenLifetime',
    ]);
  });

  it('of refresh tokens is taken, and something must be said', () => {
    expect(problemsOf('TokenLifetimePolicy', { Version: 1, MaxInactiveTime: '90.00:00:00' })).toEqual([]);
    expect(problemsOf('TokenLifetimePolicy', { Version: 1 })).toEqual(['TokenLifetimePolicy.AccessTokenLifetime']);
    expect(problemsOf('TokenLifetimePolicy', { Version: 2, AccessTokenLifetime: '01:00:00' })).toEqual([
      'TokenLifetimePolicy.Version',
    ]);
  });
});

describe('a claims mapping', () => {
  it('may use every part at once', () => {
    expect(read('ClaimsMappingPolicy', fullMapping)).toMatchObject({ kind: 'definition' });
  });

  const claim = (one: object) => ({ Version: 1, ClaimsSchema: [one] });
  it.each([
    ['a restricted claim', claim({ Value: 'x', JwtClaimType: 'upn' }), 'ClaimsSchema[0].JwtClaimType'],
    ['a claim of the platform', claim({ Value: 'x', JwtClaimType: 'xms_cc' }), 'ClaimsSchema[0].JwtClaimType'],
    ['a source that is none', claim({ Source: 'moon', ID: 'x', JwtClaimType: 'x' }), 'ClaimsSchema[0].Source'],
    ['a property of another source', claim({ Source: 'company', ID: 'mail', JwtClaimType: 'x' }), 'ClaimsSchema[0].ID'],
    ['no property', claim({ Source: 'user', JwtClaimType: 'x' }), 'ClaimsSchema[0].ID'],
    ['neither source nor value', claim({ JwtClaimType: 'x' }), 'ClaimsSchema[0]'],
    [
      'both source and value',
      claim({ Source: 'user', ID: 'mail', Value: 'x', JwtClaimType: 'x' }),
      'ClaimsSchema[0].Value',
    ],
    ['no name for a value', claim({ Value: 'x' }), 'ClaimsSchema[0]'],
    [
      'an extension that is none',
      claim({ Source: 'user', ExtensionID: 'team', JwtClaimType: 'x' }),
      'ClaimsSchema[0].ExtensionID',
    ],
    [
      'an extension of an application',
      claim({
        Source: 'application',
        ExtensionID: 'extension_0123456789abcdef0123456789abcdef_a',
        JwtClaimType: 'x',
      }),
      'ClaimsSchema[0].ExtensionID',
    ],
    [
      'a transformation that is not there',
      claim({ Source: 'transformation', ID: 'x', TransformationId: 'none', JwtClaimType: 'x' }),
      'ClaimsSchema[0].TransformationId',
    ],
    [
      'an output that the transformation does not give',
      {
        ...fullMapping,
        ClaimsSchema: [{ Source: 'transformation', ID: 'x', TransformationId: 'JoinTheData', JwtClaimType: 'x' }],
      },
      'ClaimsSchema[0].ID',
    ],
    [
      'one claim twice',
      {
        Version: 1,
        ClaimsSchema: [
          { Value: 'x', JwtClaimType: 'x' },
          { Value: 'y', JwtClaimType: 'x' },
        ],
      },
      'ClaimsSchema[1].JwtClaimType',
    ],
    ['a property that is unknown', { Version: 1, Claims: [] }, 'Claims'],
    ['claims that are no list', { Version: 1, ClaimsSchema: {} }, 'ClaimsSchema'],
    [
      'too many claims',
      {
        Version: 1,
        ClaimsSchema: Array.from({ length: 101 }, (_, index) => ({ Value: 'x', JwtClaimType: `c${index}` })),
      },
      'ClaimsSchema',
    ],
  ])('is refused with %s', (_title, content, path) => {
    expect(problemsOf('ClaimsMappingPolicy', content)).toContain(`ClaimsMappingPolicy.${path}`);
  });

  it.each([
    ['without an input', { InputClaims: [] }, 'InputClaims'],
    ['without its separator', { InputParameters: [] }, 'InputParameters'],
    ['without an output', { OutputClaims: [] }, 'OutputClaims'],
    ['of a method that is none', { TransformationMethod: 'Reverse' }, 'TransformationMethod'],
    [
      'of a claim that is none',
      { InputClaims: [{ ClaimTypeReferenceId: 'nothing', TransformationClaimType: 'string1' }] },
      'InputClaims[0].ClaimTypeReferenceId',
    ],
  ])('is refused with a transformation %s', (_title, change, path) => {
    const [transformation] = fullMapping.ClaimsTransformations;
    const content = { ...fullMapping, ClaimsTransformations: [{ ...transformation, ...change }] };
    expect(problemsOf('ClaimsMappingPolicy', content)).toContain(
      `ClaimsMappingPolicy.ClaimsTransformations[0].${path}`,
    );
  });

  const nameId = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';
  const joined = (suffix: string, TransformationMethod = 'Join', input = 'string1') => ({
    Version: 1,
    ClaimsSchema: [{ Source: 'transformation', ID: 'out', TransformationId: 'T', SamlClaimType: nameId }],
    ClaimsTransformations: [
      {
        ID: 'T',
        TransformationMethod,
        InputClaims: [{ ClaimTypeReferenceId: 'mailnickname', TransformationClaimType: input }],
        InputParameters: [
          { ID: 'string2', Value: suffix },
          { ID: 'separator', Value: '@' },
        ],
        OutputClaims: [{ ClaimTypeReferenceId: 'out', TransformationClaimType: 'outputClaim' }],
      },
    ],
  });
  it('makes the name of a person only of what is that person’s', () => {
    expect(problemsOf('ClaimsMappingPolicy', joined('contoso.example'))).toEqual([]);
    expect(problemsOf('ClaimsMappingPolicy', joined('fabrikam.example'))).toHaveLength(1);
    expect(problemsOf('ClaimsMappingPolicy', joined('', 'ExtractMailPrefix', 'mail'))).toHaveLength(1);
    expect(problemsOf('ClaimsMappingPolicy', joined('x', 'ExtractMailPrefix', 'mail'))).toEqual([]);
    expect(problemsOf('ClaimsMappingPolicy', joined('contoso.example', 'ToLowercase', 'string'))).toHaveLength(1);
    const from = (ID: string) => claim({ Source: 'user', ID, SamlClaimType: nameId });
    expect(problemsOf('ClaimsMappingPolicy', from('employeeid'))).toEqual([]);
    expect(problemsOf('ClaimsMappingPolicy', from('displayname'))).toHaveLength(1);
    expect(problemsOf('ClaimsMappingPolicy', claim({ Value: 'admin', SamlClaimType: nameId }))).toHaveLength(1);
  });
});

describe('the other definitions', () => {
  it.each([
    ['TokenIssuancePolicy', { Version: 1, TokenResponseSigningPolicy: 'ResponseAndToken', SamlTokenVersion: '2.0' }],
    ['TokenIssuancePolicy', { Version: 1, EmitSAMLNameFormat: true }],
    ['HomeRealmDiscoveryPolicy', { AccelerateToFederatedDomain: true, PreferredDomain: 'contoso.example' }],
    ['HomeRealmDiscoveryPolicy', { AllowCloudPasswordValidation: true }],
    ['HomeRealmDiscoveryPolicy', { DomainHintPolicy: { IgnoreDomainHintForDomains: ['*'] } }],
    [
      'ActivityBasedTimeoutPolicy',
      { Version: 1, ApplicationPolicies: [{ ApplicationId: 'default', WebSessionIdleTimeout: '00:05:00' }] },
    ],
  ] as const)('%s may say %j', (kind, content) => {
    expect(problemsOf(kind, content)).toEqual([]);
  });

  it.each([
    [
      'TokenIssuancePolicy',
      { Version: 1, SigningAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' },
      'SigningAlgorithm',
    ],
    ['TokenIssuancePolicy', { Version: 1, TokenResponseSigningPolicy: 'None' }, 'TokenResponseSigningPolicy'],
    ['TokenIssuancePolicy', { Version: 1, SamlTokenVersion: '3.0' }, 'SamlTokenVersion'],
    ['HomeRealmDiscoveryPolicy', { PreferredDomain: 'not a domain' }, 'PreferredDomain'],
    ['HomeRealmDiscoveryPolicy', { AccelerateToFederatedDomain: 'yes' }, 'AccelerateToFederatedDomain'],
    ['ActivityBasedTimeoutPolicy', { Version: 1, ApplicationPolicies: [] }, 'ApplicationPolicies'],
    [
      'ActivityBasedTimeoutPolicy',
      { Version: 1, ApplicationPolicies: [{ ApplicationId: 'x', WebSessionIdleTimeout: '01:00:00' }] },
      'ApplicationPolicies[0].ApplicationId',
    ],
    [
      'ActivityBasedTimeoutPolicy',
      { Version: 1, ApplicationPolicies: [{ ApplicationId: 'default', WebSessionIdleTimeout: '00:04:59' }] },
      'ApplicationPolicies[0].WebSessionIdleTimeout',
    ],
    [
      'ActivityBasedTimeoutPolicy',
      {
        Version: 1,
        ApplicationPolicies: [
          { ApplicationId: 'default', WebSessionIdleTimeout: '00:05:00' },
          { ApplicationId: 'default', WebSessionIdleTimeout: '00:06:00' },
        ],
      },
      'ApplicationPolicies[1].ApplicationId',
    ],
  ] as const)('%s cannot say %j', (kind, content, path) => {
    expect(problemsOf(kind, content)).toEqual([`${kind}.${path}`]);
  });
});
