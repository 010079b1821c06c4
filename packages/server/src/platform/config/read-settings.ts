import { resolve } from 'node:path';
import type { Given, GivenSettings } from './given.js';
import { readFlags } from './read-flags.js';
import { readSettingsFile } from './read-settings-file.js';
import { readVariables } from './read-variables.js';
import { combinationProblems } from './rules.js';
import { type Settings, toSettings } from './settings.js';
import { aboutSetting, type RawSettings, type SettingName, settingNames, settingsSchema } from './settings-schema.js';

/** Where settings are read from. */
export interface SettingsSources {
  /** The words behind `gatehouse serve`. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `gatehouse.yaml` is looked for, and what relative paths start from. */
  readonly cwd: string;
}

/** The settings, or all that is wrong with them at once. */
export type ReadSettingsResult =
  | { readonly kind: 'ok'; readonly settings: Settings }
  /** Every problem that was found, each naming its place; never the value of a secret. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** Reads the settings: a flag goes before a variable, a variable before the file, the file before the default. */
export function readSettings({ argv, env, cwd }: SettingsSources): ReadSettingsResult {
  const flags = readFlags(argv, cwd);
  const variables = readVariables(env, cwd);
  const named = flags.given.get('config') ?? variables.given.get('config');
  const path = typeof named?.value === 'string' ? named.value : 'gatehouse.yaml';
  const file = readSettingsFile(resolve(cwd, path), named !== undefined);
  const places = [flags, variables, file];
  const { raw, problems } = parse(places, cwd);
  const found = [...places.flatMap((place) => place.problems), ...problems];
  const all = raw === undefined ? found : [...found, ...combinationProblems(raw)];
  return raw === undefined || all.length > 0
    ? { kind: 'invalid', problems: all }
    : { kind: 'ok', settings: toSettings(raw) };
}

function parse(places: readonly GivenSettings[], cwd: string): { raw?: RawSettings; problems: string[] } {
  const values: Partial<Record<SettingName, unknown>> = {};
  const problems: string[] = [];
  for (const name of settingNames) {
    const given = places.map((place) => place.given.get(name)).find((found) => found !== undefined);
    const parsed = settingsSchema.shape[name].safeParse(given?.value);
    if (parsed.success) values[name] = absolute(name, parsed.data, given?.folder ?? cwd);
    else problems.push(problemOf(name, given, parsed.error.issues[0]?.message));
  }
  return problems.length > 0 ? { problems } : { raw: values as RawSettings, problems };
}

/** Paths become absolute here, because only here is it known in which place they stood. */
function absolute(name: SettingName, value: unknown, folder: string): unknown {
  const { path } = aboutSetting(name);
  if (path === 'one' && typeof value === 'string') return resolve(folder, value);
  if (path === 'one' && Array.isArray(value)) return value.map((item) => resolve(folder, String(item)));
  if (path === 'pair' && typeof value === 'string' && value.includes(',')) {
    return value
      .split(',')
      .map((part) => resolve(folder, part.trim()))
      .join(',');
  }
  return value;
}

function problemOf(name: SettingName, given: Given | undefined, message: string | undefined): string {
  const shown = aboutSetting(name).secret || given === undefined ? '' : `, not \`${show(given.value)}\``;
  return `${given?.where ?? `\`${name}\``}: ${message ?? 'is not valid'}${shown}`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : Array.isArray(value) ? value.map(show).join(', ') : JSON.stringify(value);
}
