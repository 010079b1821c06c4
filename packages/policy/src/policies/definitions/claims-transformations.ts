import type { Problem } from '../../registration/index.js';
import { type Check, flag, listOf, member, optional, record, text, word } from '../strict-json/index.js';
import { transformationMethods } from './claim-sources.data.js';

const shape = record({
  ID: text(128),
  TransformationMethod: word(...Object.keys(transformationMethods)),
  InputClaims: listOf(
    record({
      ClaimTypeReferenceId: text(256),
      TransformationClaimType: text(64),
      TreatAsMultiValue: optional(flag),
    }),
    20,
  ),
  InputParameters: optional(listOf(record({ ID: text(64), Value: text(), DataType: optional(text(64)) }), 20)),
  OutputClaims: listOf(record({ ClaimTypeReferenceId: text(256), TransformationClaimType: text(64) }), 20),
});

/** `ClaimsTransformations`: each with the inputs that its method works on, and what it makes. */
export function claimTransformations(most: number): Check {
  return listOf((value, path) => {
    const problems = shape(value, path);
    return problems.length > 0 ? problems : methodProblems(value, path);
  }, most);
}

function methodProblems(value: unknown, path: string): readonly Problem[] {
  const given = String(member(value, 'TransformationMethod')).toLowerCase();
  const [, needs] = Object.entries(transformationMethods).find(([name]) => name.toLowerCase() === given) ?? [];
  if (needs === undefined) return [];
  const inputs = namesIn(member(value, 'InputClaims'), 'TransformationClaimType');
  const parameters = namesIn(member(value, 'InputParameters'), 'ID');
  const missing = (names: readonly string[], from: readonly string[], list: string) =>
    names
      .filter((name) => !from.includes(name.toLowerCase()))
      .map((name) => ({ path: `${path}.${list}`, reason: `must hold \`${name}\`` }));
  return [
    ...missing(needs.inputs, inputs, 'InputClaims'),
    ...missing(needs.parameters, parameters, 'InputParameters'),
    ...(namesIn(member(value, 'OutputClaims'), 'ClaimTypeReferenceId').length > 0
      ? []
      : [{ path: `${path}.OutputClaims`, reason: 'must not be empty' }]),
  ];
}

function namesIn(list: unknown, name: string): readonly string[] {
  return Array.isArray(list) ? list.map((one) => String(member(one, name)).toLowerCase()) : [];
}
