import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseDocument } from 'yaml';
import type { Given, GivenSettings } from './given.js';
import type { SettingName } from './settings-schema.js';
import { settingsIn, unknownSetting } from './spelling.js';

/**
 * Reads settings from a YAML file.
 * @param required whether the file must be there: somebody named it.
 */
export function readSettingsFile(path: string, required: boolean): GivenSettings {
  const file = basename(path);
  const source = readText(path);
  if (source === undefined) return { given: new Map(), problems: required ? [`${path}: there is no such file`] : [] };
  const document = parseDocument(source, { prettyErrors: true });
  const broken = document.errors.map((error) => `${file}: ${error.message.split('\n')[0]?.replace(/:$/, '')}`);
  if (broken.length > 0) return { given: new Map(), problems: broken };
  const content: unknown = document.toJS() ?? {};
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return { given: new Map(), problems: [`${file}: must hold settings, one \`name: value\` a line`] };
  }
  return sort(content, file, dirname(path));
}

function sort(content: object, file: string, folder: string): GivenSettings {
  const known = settingsIn('file');
  const given = new Map<SettingName, Given>();
  const problems: string[] = [];
  for (const [written, value] of Object.entries(content)) {
    const name = known.get(written);
    if (name === undefined) problems.push(unknownSetting(written, 'file', `${file}: `));
    else given.set(name, { value, where: `${file}: \`${written}\``, folder });
  }
  return { given, problems };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
