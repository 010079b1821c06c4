// Owns: settings of a tenant by templates: when guessing locks accounts, and which passwords are banned. Refuses: storage.
// Called by: the directory's policies, Graph; the guard of passwords and whoever judges new ones read the rules.
export {
  type GroupSetting,
  groupSettingProblems,
  type PasswordRules,
  passwordRules,
  settingTemplateName,
} from './group-setting.js';
export { passwordRuleTemplateId, settingTemplates } from './templates.data.js';
