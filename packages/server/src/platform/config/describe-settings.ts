import { aboutSetting, settingNames, settingsSchema } from './settings-schema.js';
import { type Place, settingsIn, spell } from './spelling.js';

/** A setting as the help and the settings page show it. A place where it may not stand is undefined. */
export interface SettingDescription {
  readonly flag: string | undefined;
  readonly variable: string | undefined;
  readonly file: string | undefined;
  readonly fallback: string;
  readonly summary: string;
}

/** Every setting, in the order of the schema. */
export function describeSettings(): readonly SettingDescription[] {
  return settingNames.map((name) => {
    const about = aboutSetting(name);
    const written = (place: Place): string | undefined =>
      settingsIn(place).has(spell(name, place)) ? spell(name, place) : undefined;
    const flag = written('flag');
    const { def } = settingsSchema.shape[name];
    return {
      flag: flag === undefined || about.value === undefined ? flag : `${flag} ${about.value}${about.many ? '…' : ''}`,
      variable: written('variable'),
      file: written('file'),
      fallback: about.fallback ?? ('defaultValue' in def ? `\`${String(def.defaultValue)}\`` : 'none'),
      summary: about.summary,
    };
  });
}
