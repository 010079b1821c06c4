/** What a setting of a template may say, and what it says where nobody said anything. */
export interface SettingTemplateValue {
  readonly name: string;
  readonly type: 'System.Boolean' | 'System.Int32' | 'System.String';
  readonly defaultValue: string;
  readonly description: string;
}

/** A kind of settings that a tenant may have one of (Microsoft Graph documentation: groupSettingTemplate resource type). */
export interface SettingTemplate {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly values: readonly SettingTemplateValue[];
}

/** The template of the settings by which passwords are guarded. */
export const passwordRuleTemplateId = '5cf42378-d67d-4f36-ba46-e8b86229381d';

/** Every template that a tenant can have settings of. */
export const settingTemplates: readonly SettingTemplate[] = [
  {
    id: passwordRuleTemplateId,
    displayName: 'Password Rule Settings',
    description: 'When guessing at a password locks an account, and which passwords are banned',
    values: [
      {
        name: 'BannedPasswordCheckOnPremisesMode',
        type: 'System.String',
        defaultValue: 'Audit',
        description: 'Audit or Enforce; for agents outside of the platform, and without effect here',
      },
      {
        name: 'EnableBannedPasswordCheckOnPremises',
        type: 'System.Boolean',
        defaultValue: 'False',
        description: 'For agents outside of the platform, and without effect here',
      },
      {
        name: 'EnableBannedPasswordCheck',
        type: 'System.Boolean',
        defaultValue: 'True',
        description: 'Whether the terms of BannedPasswordList are banned beside those that are banned everywhere',
      },
      {
        name: 'LockoutDurationInSeconds',
        type: 'System.Int32',
        defaultValue: '60',
        description: 'How long the first lock lasts; each after it lasts twice as long',
      },
      {
        name: 'LockoutThreshold',
        type: 'System.Int32',
        defaultValue: '10',
        description: 'How many failures lock an account',
      },
      {
        name: 'BannedPasswordList',
        type: 'System.String',
        defaultValue: '',
        description: 'Terms of 4 to 16 characters, at most 1,000, separated by tabs',
      },
    ],
  },
];
