import { type GroupSetting, groupSettingProblems, type PasswordRules, passwordRules } from '@gatehouse/policy';
import type { TenantConfiguration } from '../directory.js';
import { listDocuments } from '../documents/change-documents.js';
import { refused } from '../operation.js';
import { type PolicyKind, refuseProblems } from './policy-kind.js';

/** `/groupSettings`: what a tenant says by the templates of settings, one setting each. */
export const groupSettings: PolicyKind<GroupSetting> = {
  name: 'group-setting',
  limit: 20,
  nameOf: ({ displayName }) => displayName,
  afterWrite: async (work, { id, body }) => {
    const settings = await listDocuments(groupSettings)(work);
    const other = settings.find((one) => one.id !== id && one.body.templateId === body.templateId);
    if (other !== undefined) return refused('taken', { property: 'templateId', value: body.templateId });
    return refuseProblems(groupSettingProblems(body));
  },
};

/** How passwords are guarded in a tenant. */
export function passwordRulesOf(configuration: Pick<TenantConfiguration, 'documents'>): PasswordRules {
  return passwordRules(configuration.documents('group-setting').map(({ body }) => body as unknown as GroupSetting));
}
