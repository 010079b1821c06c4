import { describe, expect, it } from 'vitest';
import type { AuthenticationStrength, CombinationConfiguration } from './authentication-strength.js';
import { builtInStrengths, authenticationCombinations, methodModes } from './combinations.data.js';
import { combinationOf, requirementsSatisfiedBy, strengthProblems } from './strength-problems.js';

const keys: CombinationConfiguration = {
  '@odata.type': '#microsoft.graph.fido2CombinationConfiguration',
  id: '1',
  appliesToCombinations: ['fido2'],
  allowedAAGUIDs: ['10000000-0000-4000-8000-000000000001'],
};
const certificates: CombinationConfiguration = {
  '@odata.type': '#microsoft.graph.x509CertificateCombinationConfiguration',
  id: '2',
  appliesToCombinations: ['x509CertificateMultiFactor'],
  allowedIssuerSkis: ['9a4248c6ac8c2931ab2a86537818e92e7b6c97b6'],
  allowedPolicyOIDs: ['1.2.3.4.5'],
};

function pathsOf(change: Partial<AuthenticationStrength>, otherNames: readonly string[] = []) {
  const strength: AuthenticationStrength = {
    displayName: 'Ours',
    description: null,
    policyType: 'custom',
    requirementsSatisfied: 'mfa',
    allowedCombinations: ['fido2', 'x509CertificateMultiFactor'],
    combinationConfigurations: [],
    modifiedDateTime: null,
    ...change,
  };
  return strengthProblems(strength, otherNames).map(({ path }) => path);
}

describe('a combination', () => {
  it('is the same whatever the order of its methods', () => {
    expect(combinationOf('sms, password')).toBe('password,sms');
    expect(combinationOf('FIDO2')).toBe('fido2');
  });

  it.each(['password,fido2,sms', 'carrier pigeon', '', 'password,password'])('%j is none', (text) => {
    expect(combinationOf(text)).toBeUndefined();
  });

  it('is made of methods that there are', () => {
    for (const one of [...authenticationCombinations.keys()].flatMap((text) => text.split(',')))
      expect(methodModes).toHaveProperty(one);
  });

  it('proves more factors than one, or not', () => {
    expect(requirementsSatisfiedBy(['fido2', 'password,sms'])).toBe('mfa');
    expect(requirementsSatisfiedBy(['fido2', 'sms'])).toBe('none');
  });
});

describe('the built-in strengths', () => {
  it('become stricter in turn, and allow what there is', () => {
    const [any = [], passwordless = [], resistant = []] = [...builtInStrengths.values()].map(
      (one) => one.allowedCombinations,
    );
    expect([any.length, passwordless.length, resistant.length]).toEqual([19, 4, 3]);
    expect(passwordless.every((one) => any.includes(one)) && resistant.every((one) => passwordless.includes(one))).toBe(
      true,
    );
    expect(any.every((one) => combinationOf(one) === one)).toBe(true);
  });
});

describe('a strength of the tenant', () => {
  it('may narrow its combinations to keys and certificates', () => {
    expect(pathsOf({ combinationConfigurations: [keys, certificates] })).toEqual([]);
  });

  const at = 'combinationConfigurations[0]';
  it.each([
    [{ displayName: ' ' }, 'displayName'],
    [{ displayName: 'multifactor authentication' }, 'displayName'],
    [{ displayName: 'Theirs' }, 'displayName'],
    [{ allowedCombinations: [] }, 'allowedCombinations'],
    [{ allowedCombinations: ['nothing'] }, 'allowedCombinations[0]'],
    [{ allowedCombinations: ['fido2', 'fido2'] }, 'allowedCombinations[1]'],
    [{ combinationConfigurations: [keys, keys] }, 'combinationConfigurations'],
    [
      { allowedCombinations: ['windowsHelloForBusiness'], combinationConfigurations: [keys] },
      `${at}.appliesToCombinations[0]`,
    ],
    [
      { combinationConfigurations: [{ ...keys, appliesToCombinations: ['x509CertificateMultiFactor'] }] },
      `${at}.appliesToCombinations[0]`,
    ],
    [{ combinationConfigurations: [{ ...keys, appliesToCombinations: [] }] }, `${at}.appliesToCombinations`],
    [{ combinationConfigurations: [{ ...keys, allowedAAGUIDs: [] }] }, `${at}.allowedAAGUIDs`],
    [{ combinationConfigurations: [{ ...keys, allowedAAGUIDs: ['x'] }] }, `${at}.allowedAAGUIDs[0]`],
    [{ combinationConfigurations: [{ ...certificates, allowedIssuerSkis: ['zz'] }] }, `${at}.allowedIssuerSkis[0]`],
    [{ combinationConfigurations: [{ ...certificates, allowedPolicyOIDs: ['x'] }] }, `${at}.allowedPolicyOIDs[0]`],
    [{ combinationConfigurations: [{ ...certificates, allowedIssuerSkis: [], allowedPolicyOIDs: [] }] }, at],
  ] as readonly (readonly [Partial<AuthenticationStrength>, string])[])('is refused: %j', (change, path) => {
    expect(pathsOf(change, ['Theirs'])).toEqual([path]);
  });
});
