// Owns: the settings of `gatehouse serve`, read from flags, `GATEHOUSE_*` variables and `gatehouse.yaml`, which say the same.
// Refuses: unknown settings, and combinations that would open the development controls or plain http to a network.
// Tenants' own settings are rows of the directory, not these.
// Called by: the command line, before anything else starts. docs/settings.md lists every setting.
export { describeSettings, type SettingDescription } from './describe-settings.js';
export { isLoopbackHost } from './loopback.js';
export { type ReadSettingsResult, readSettings, type SettingsSources } from './read-settings.js';
export type { DatabaseSetting, Settings, TlsSetting } from './settings.js';
