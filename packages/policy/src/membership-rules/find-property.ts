import type { MemberKind, RuleProperty } from './membership-rule.js';
import { deviceRuleProperties, planFields, userRuleProperties } from './rule-properties.data.js';

const catalogue: Readonly<Record<MemberKind, ReadonlyMap<string, RuleProperty>>> = {
  user: indexed(userRuleProperties),
  device: indexed(deviceRuleProperties),
};

/** A directory extension: the id of its application without hyphens, then its name. */
const extension = /^extension_([0-9a-f]{32})_(\w{1,120})$/i;

/**
 * The property of users or devices with the name that a rule uses, in any letter case: the documentation asks for the case shown
 * and does not keep to it itself.
 */
export function findProperty(about: MemberKind, name: string): RuleProperty | undefined {
  const found = catalogue[about].get(name.toLowerCase());
  if (found !== undefined || about === 'device') return found;
  const [, application, attribute] = extension.exec(name) ?? [];
  if (application === undefined) return undefined;
  const property = `extension_${application.toLowerCase()}_${attribute}`;
  return { name: property, type: 'text', path: [property] };
}

/** The field of an assigned plan with this name, in any letter case. */
export function findPlanField(name: string): string | undefined {
  return planFields.find((field) => field.toLowerCase() === name.toLowerCase());
}

function indexed(rows: typeof userRuleProperties): ReadonlyMap<string, RuleProperty> {
  return new Map(
    rows.map(([name, type, path]) => {
      const [property = path, ...rest] = path.split('/');
      return [name.toLowerCase(), { name, type, path: [property, ...rest] }];
    }),
  );
}
