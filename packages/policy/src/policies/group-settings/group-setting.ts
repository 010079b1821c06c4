import { customTermLimits } from '../../passwords/index.js';
import type { LockoutSettings } from '../../lockout/index.js';
import type { Problem } from '../../registration/index.js';
import { passwordRuleTemplateId, settingTemplates } from './templates.data.js';

/** What a tenant says by a template (Microsoft Graph documentation: groupSetting resource type). Values are texts. */
export interface GroupSetting {
  readonly displayName: string;
  readonly templateId: string;
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** What settings by a template are called. */
export function settingTemplateName(templateId: string): string {
  return settingTemplates.find(({ id }) => id === templateId)?.displayName ?? '';
}

/** What is wrong with a setting: values that its template does not know, or that are of another type. */
export function groupSettingProblems({ templateId, values }: GroupSetting): readonly Problem[] {
  const template = settingTemplates.find(({ id }) => id === templateId);
  if (template === undefined) return [{ path: 'templateId', reason: 'must be the id of a template' }];
  return values.flatMap(({ name, value }, index) => {
    const path = `values[${index}]`;
    const known = template.values.find((one) => one.name === name);
    if (known === undefined) return [{ path: `${path}.name`, reason: `the template has no value \`${name}\`` }];
    if (values.findIndex((one) => one.name === name) < index)
      return [{ path: `${path}.name`, reason: 'is given twice' }];
    const reason = typeFault(known.type, value) ?? checks[name]?.(value);
    return reason === undefined ? [] : [{ path: `${path}.value`, reason }];
  });
}

function typeFault(type: string, value: string): string | undefined {
  if (type === 'System.Boolean') return /^(?:true|false)$/i.test(value) ? undefined : 'must be True or False';
  if (type === 'System.Int32') return /^\d{1,9}$/.test(value) ? undefined : 'must be a whole number';
  return undefined;
}

/** No public source tells the bounds of the numbers: these are ours. */
const bounds = { threshold: { least: 1, most: 50 }, seconds: { least: 5, most: 18_000 } } as const;

const checks: Readonly<Record<string, (value: string) => string | undefined>> = {
  BannedPasswordCheckOnPremisesMode: (value) =>
    ['Audit', 'Enforce'].includes(value) ? undefined : 'must be Audit or Enforce',
  LockoutThreshold: (value) => between(Number(value), bounds.threshold),
  LockoutDurationInSeconds: (value) => between(Number(value), bounds.seconds),
  BannedPasswordList: (value) => {
    const terms = termsOf(value);
    if (terms.length > customTermLimits.terms) return `must not hold more than ${customTermLimits.terms} terms`;
    const { shortest, longest } = customTermLimits;
    const fits = (term: string) => [...term].length >= shortest && [...term].length <= longest;
    return terms.every(fits) ? undefined : `must hold terms of ${shortest} to ${longest} characters, separated by tabs`;
  },
};

function between(
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): string | undefined {
  return value >= least && value <= most ? undefined : `must be from ${least} to ${most}`;
}

function termsOf(list: string): readonly string[] {
  return list.split('\t').filter((term) => term !== '');
}

/** How passwords are guarded in a tenant. */
export interface PasswordRules {
  readonly lockout: LockoutSettings;
  readonly bannedTerms: readonly string[];
}

/** The rules that a tenant's settings make; the template's own where they say nothing. */
export function passwordRules(settings: readonly GroupSetting[]): PasswordRules {
  const said = settings.find(({ templateId }) => templateId === passwordRuleTemplateId)?.values ?? [];
  const template = settingTemplates.find(({ id }) => id === passwordRuleTemplateId)?.values ?? [];
  const value = (name: string): string =>
    said.find((one) => one.name === name)?.value ?? template.find((one) => one.name === name)?.defaultValue ?? '';
  const isOn = value('EnableBannedPasswordCheck').toLowerCase() === 'true';
  return {
    lockout: {
      threshold: Number(value('LockoutThreshold')),
      durationSeconds: Number(value('LockoutDurationInSeconds')),
    },
    bannedTerms: isOn ? termsOf(value('BannedPasswordList')) : [],
  };
}
