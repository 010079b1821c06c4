import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import type { Platform, Settings } from '@gatehouse/server';

/** A person of examples/contoso.yaml, whose passwords are fake and public. */
const account = 'alice@contoso.example with Fake-Passw0rd-1';

const development = 'controls under /gatehouse/v1/dev are open to everyone on this machine';

/** What a newcomer is told: facts with a label each, and commands to copy. */
export interface NewcomerHints {
  readonly facts: readonly (readonly [label: string, fact: string])[];
  readonly commands: readonly (readonly [purpose: string, command: string])[];
}

/**
 * What a newcomer tries first; only for the sample tenants, whose secrets are fake and public, and only where the samples stand beside
 * their seed. Every command runs as it is printed from `cwd`.
 */
export function newcomerHints(
  settings: Pick<Settings, 'seed' | 'dev'>,
  { baseUrl, caFile }: Pick<Platform, 'baseUrl' | 'caFile'>,
  cwd: string,
): NewcomerHints {
  const facts: (readonly [string, string])[] = settings.dev ? [['Development', development]] : [];
  const examples = samplesBeside(settings.seed);
  if (examples === undefined) return { facts, commands: [] };
  // MSAL refuses an authority on plain http.
  if (!baseUrl.startsWith('https:')) {
    return { facts: [...facts, ['Samples', 'MSAL needs https: they run without `--tls off`']], commands: [] };
  }
  const trust = caFile === null ? [] : [`NODE_EXTRA_CA_CERTS=${shellWord(pathFrom(cwd, caFile))}`];
  const authority = baseUrl === 'https://localhost:8443' ? [] : [`GATEHOUSE_URL=${shellWord(baseUrl)}`];
  const command = (path: string): string =>
    [...trust, ...authority, 'node', shellWord(pathFrom(cwd, join(examples, path)))].join(' ');
  return {
    facts: [['Sign in', `at http://localhost:3000 (the sample web app below) as ${account}`], ...facts],
    commands: [
      ['Get a token for the sample daemon:', command('daemon/daemon.mjs')],
      ['Run the sample web app, http://localhost:3000:', command('web-app/web-app.mjs')],
      ['Run the sample API, http://localhost:4000, which both of them call:', command('api/api.mjs')],
    ],
  };
}

/** What the home page tells a developer; undefined in production, where it says nothing of accounts and tenants. */
export function homePageHints({ seed, dev }: Pick<Settings, 'seed' | 'dev'>): readonly string[] | undefined {
  if (!dev) return undefined;
  const people = samplesBeside(seed) === undefined ? [] : [`Sign in as ${account}; examples/README.md has the rest.`];
  return [...people, `The ${development}.`];
}

/** The folder of the sample programs, when their seed is applied. */
function samplesBeside(seed: readonly string[]): string | undefined {
  const sample = seed.find((path) => basename(path) === 'contoso.yaml');
  if (sample === undefined) return undefined;
  return existsSync(join(dirname(sample), 'daemon', 'daemon.mjs')) ? dirname(sample) : undefined;
}

/** A path as short as it can be said: relative inside `cwd`, absolute elsewhere. */
export function pathFrom(cwd: string, path: string): string {
  const near = relative(cwd, path);
  return /^\.\.(?:[/\\]|$)/.test(near) || isAbsolute(near) ? path : near;
}

/** Quoted for a POSIX shell where that is needed. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
