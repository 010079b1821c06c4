import type { Given, GivenSettings } from './given.js';
import type { SettingName } from './settings-schema.js';
import { settingsIn, unknownSetting } from './spelling.js';

/** Reads the `GATEHOUSE_*` variables; an empty one counts as not given. */
export function readVariables(env: Readonly<Record<string, string | undefined>>, folder: string): GivenSettings {
  const known = settingsIn('variable');
  const given = new Map<SettingName, Given>();
  const problems: string[] = [];
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith('GATEHOUSE_') || value === undefined || value.trim() === '') continue;
    if (comesFromKubernetes(variable, value)) continue;
    const name = known.get(variable);
    if (name === undefined) problems.push(unknownSetting(variable, 'variable', ''));
    else given.set(name, { value, where: `\`${variable}\``, folder });
  }
  return { given, problems };
}

/** Kubernetes gives every pod variables of every service; those of a service called `gatehouse` look like ours. */
function comesFromKubernetes(variable: string, value: string): boolean {
  return (
    /^GATEHOUSE_(SERVICE_(HOST|PORT)|PORT_\d+_)/.test(variable) ||
    (variable === 'GATEHOUSE_PORT' && /^\w+:\/\//.test(value))
  );
}
