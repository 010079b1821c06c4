import { aboutSetting, type SettingName, settingNames } from './settings-schema.js';

export type Place = 'flag' | 'variable' | 'file';

/** How a setting is written in each place: `--public-url`, `GATEHOUSE_PUBLIC_URL`, `publicUrl`. */
export function spell(name: SettingName, place: Place): string {
  if (place === 'file') return name;
  const words = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return place === 'flag' ? `--${words}` : `GATEHOUSE_${words.replaceAll('-', '_').toUpperCase()}`;
}

/** The settings that may stand in a place, by how they are written there. */
export function settingsIn(place: Place): ReadonlyMap<string, SettingName> {
  const allowed = settingNames.filter((name) => aboutSetting(name).places?.includes(place) ?? true);
  return new Map(allowed.map((name) => [spell(name, place), name]));
}

/** Says that nothing is called `written` there, and what comes nearest. */
export function unknownSetting(written: string, place: Place, where: string): string {
  const known = [...settingsIn(place).keys()];
  const nearest = known.reduce((best, name) => (distance(written, name) < distance(written, best) ? name : best));
  return `${where}\`${written}\` is not a setting; the nearest is \`${nearest}\``;
}

/** How many single letters must be changed, added or taken away to get from one word to the other, in any case. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from.toLowerCase()].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to.toLowerCase()].entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
