import { parseArgs } from 'node:util';
import type { Given, GivenSettings } from './given.js';
import { aboutSetting, type SettingName } from './settings-schema.js';
import { settingsIn, unknownSetting } from './spelling.js';

/** Reads `--name value`, `--name=value`, `--switch`, `--no-switch`; a flag of many values takes all up to the next flag. */
export function readFlags(argv: readonly string[], folder: string): GivenSettings {
  const known = settingsIn('flag');
  const given = new Map<SettingName, Given>();
  const problems: string[] = [];
  // The setting that a bare word would belong to; null after an unknown flag, whose value it may be.
  let open: SettingName | null | undefined;
  for (const token of tokenize(argv, known)) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (open === undefined) problems.push(`\`${token.value}\` belongs to no flag`);
      else if (open !== null) add(given, open, token.value, folder);
      continue;
    }
    const negated = known.get(token.rawName.replace(/^--no-/, '--'));
    const name = known.get(token.rawName) ?? (negated !== undefined && isSwitch(negated) ? negated : undefined);
    if (name === undefined) {
      problems.push(unknownSetting(token.rawName, 'flag', ''));
      open = null;
    } else if (!isSwitch(name) && (token.value === undefined || (!token.inlineValue && token.value.startsWith('--')))) {
      problems.push(`\`${token.rawName}\` needs a value`);
      open = null;
    } else {
      const value = token.value ?? (token.rawName.startsWith('--no-') ? 'false' : 'true');
      add(given, name, value, folder);
      open = aboutSetting(name).many ? name : undefined;
    }
  }
  return { given, problems };
}

function tokenize(argv: readonly string[], known: ReadonlyMap<string, SettingName>) {
  const options = [...known].map(([flag, name]) => {
    const type = isSwitch(name) ? ('boolean' as const) : ('string' as const);
    return [flag.slice(2), { type, multiple: true }] as const;
  });
  return parseArgs({
    args: [...argv],
    options: Object.fromEntries(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function isSwitch(name: SettingName): boolean {
  return aboutSetting(name).value === undefined;
}

function add(given: Map<SettingName, Given>, name: SettingName, value: string, folder: string): void {
  const where = [...settingsIn('flag')].find(([, setting]) => setting === name)?.[0] ?? name;
  const before = given.get(name)?.value;
  const all = aboutSetting(name).many ? [...(Array.isArray(before) ? (before as string[]) : []), value] : value;
  given.set(name, { value: all, where: `\`${where}\``, folder });
}
