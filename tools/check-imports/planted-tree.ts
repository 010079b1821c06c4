const server = 'packages/server/src';

/** A small project that keeps every import rule: the ground into which the planted violations go. */
export const cleanTree: Readonly<Record<string, string>> = {
  'package.json': manifest('workspace', {}, { vitest: '1', tsx: '1' }),
  ...packageOf(
    'model',
    {},
    { 'index.ts': "export type { UserId } from './ids.js';", 'ids.ts': 'export type UserId = string;' },
  ),
  ...packageOf(
    'policy',
    { '@gatehouse/model': '1' },
    {
      'index.ts': "export { conditions } from './access/conditions/index.js';",
      'access/conditions/condition.ts':
        "import type { UserId } from '@gatehouse/model';\nexport interface Condition { id: UserId }",
      'access/conditions/index.ts':
        "import { location } from './location/condition.js';\nimport { user } from './user/condition.js';\nexport const conditions = [location, user];",
      'access/conditions/location/condition.ts':
        "import type { Condition } from '../condition.js';\nexport const location: Condition = { id: 'l' };",
      'access/conditions/location/cases.json': '[]',
      'access/conditions/user/condition.ts':
        "import type { Condition } from '../condition.js';\nexport const user: Condition = { id: 'u' };",
      'access/conditions/user/condition.test.ts':
        "import { test } from 'vitest';\nimport { readFileSync } from 'node:fs';",
    },
  ),
  ...packageOf(
    'wire',
    { '@gatehouse/model': '1', jose: '1' },
    { 'index.ts': "import { Buffer } from 'node:buffer';\nexport { decode } from 'jose';" },
  ),
  ...packageOf('protect', {}, { 'index.ts': "export { verify } from 'node:crypto';" }),
  ...packageOf(
    'sign-in',
    { '@gatehouse/model': '1', preact: '1' },
    { 'index.tsx': "import { h } from 'preact';\nexport const page = h;" },
    './src/index.tsx',
  ),
  ...packageOf(
    'cli',
    { '@gatehouse/server': '1', commander: '1' },
    { 'index.ts': "import { serve } from '@gatehouse/server';\nimport { Command } from 'commander';" },
  ),
  ...packageOf('testkit', { '@gatehouse/server': '1' }, { 'index.ts': "export { serve } from '@gatehouse/server';" }),
  ...packageOf(
    'server',
    {
      '@gatehouse/model': '1',
      '@gatehouse/policy': '1',
      '@gatehouse/wire': '1',
      '@gatehouse/sign-in': '1',
      fastify: '1',
      pg: '1',
    },
    {},
  ),
  ...serverFiles({
    'index.ts': "export { serve } from './main.js';",
    'main.ts': "import { compose } from './compose.js';\nexport const serve = compose;",
    'compose.ts':
      "import { oauth } from './doors/oauth/index.js';\nimport { openKeys, type SigningKey } from './platform/keys/index.js';\nexport const compose = { oauth, openKeys };",
    'platform/clock/index.ts': 'export const clock = { now: () => 0 };',
    'platform/store/index.ts': "export { pool } from './pool.js';",
    'platform/store/pool.ts':
      "import { Pool } from 'pg';\nexport const pool = new Pool();\nexport const lock = 'select 1 from locks';",
    'platform/keys/index.ts': "export { openKeys, type SigningKey } from './keys.js';",
    'platform/keys/keys.ts':
      "import { clock } from '../clock/index.js';\nexport interface SigningKey { kid: string }\nexport const openKeys = clock;",
    'directory/index.ts': "export { users } from './users/repository.js';",
    'directory/users/repository.ts':
      "import { pool } from '../../platform/store/index.js';\nexport const users = pool.query('select id from users');",
    'credentials/sessions/index.ts':
      "import { users } from '../../directory/index.js';\nexport const sessions = users;",
    'credentials/methods/index.ts':
      "import { password } from './password/index.js';\nimport { totp } from './totp/method.js';\nexport const methods = [password, totp];",
    'credentials/methods/password/index.ts': "export const password = 'password';",
    'credentials/methods/password/password.test.ts':
      "import { test } from 'vitest';\nimport { users } from '../../../directory/users/repository.js';",
    'credentials/methods/totp/method.ts': "export const totp = 'totp';",
    'credentials/methods/totp/method.test.ts': "import { test } from 'vitest';",
    'signals/revocation/index.ts': "export type { UserId } from '@gatehouse/model';",
    'gate/index.ts': "export { admit } from './admit.js';\nexport type { Admission } from './admission-mint.js';",
    'gate/admit.ts':
      "import { conditions } from '@gatehouse/policy';\nimport { sessions } from '../credentials/sessions/index.js';\nimport { mintAdmission } from './admission-mint.js';\nexport const admit = () => mintAdmission(conditions, sessions);",
    'gate/admission-mint.ts':
      'export interface Admission { id: string }\nexport const mintAdmission = (...facts: unknown[]) => facts;',
    'issuance/index.ts':
      "import type { Admission } from '../gate/index.js';\nimport type { SigningKey } from '../platform/keys/index.js';\nexport const issue = (a: Admission, k: SigningKey) => [a, k];",
    'flows/sign-in/index.ts': "import { issue } from '../../issuance/index.js';\nexport const signIn = issue;",
    'flows/sign-out/index.ts': "import { users } from '../../directory/index.js';\nexport const signOut = users;",
    'doors/http/index.ts': "import fastify from 'fastify';\nexport const http = fastify;",
    'doors/oauth/index.ts':
      "import { signIn } from '../../flows/sign-in/index.js';\nimport { http } from '../http/index.js';\nimport { grants } from './grants/index.js';\nexport const oauth = { signIn, http, grants };",
    'doors/oauth/grants/index.ts':
      "import { code } from './code/grant.js';\nimport { refresh } from './refresh/grant.js';\nexport const grants = [code, refresh];",
    'doors/oauth/grants/code/grant.ts': "export const code = 'select an account';",
    'doors/oauth/grants/code/grant.test.ts': "import { test } from 'vitest';",
    'doors/oauth/grants/refresh/grant.ts': "export const refresh = 'refresh';",
    'doors/oauth/grants/refresh/grant.test.ts': "import { test } from 'vitest';",
    'doors/graph/index.ts': "import { users } from '../../directory/index.js';\nexport const graph = users;",
  }),
  'tests/journeys/journey.test.ts': "import { test } from 'vitest';\nimport { serve } from '@gatehouse/testkit';",
  'scripts/start.mjs': "import { spawn } from 'node:child_process';\nspawn('npm');",
};

/** The clean tree with `planted` laid over it. */
export function plantedTree(planted: Readonly<Record<string, string>>): Record<string, string> {
  return { ...cleanTree, ...planted };
}

/** The package.json of a package, as text. */
function manifest(name: string, dependencies: object, devDependencies: object = {}, source = './src/index.ts'): string {
  return JSON.stringify({ name, exports: { '.': { source } }, dependencies, devDependencies });
}

function packageOf(
  folder: string,
  dependencies: object,
  sources: Readonly<Record<string, string>>,
  source?: string,
): Record<string, string> {
  const files = Object.entries(sources).map(([path, text]) => [`packages/${folder}/src/${path}`, text] as const);
  return {
    [`packages/${folder}/package.json`]: manifest(`@gatehouse/${folder}`, dependencies, {}, source),
    ...Object.fromEntries(files),
  };
}

function serverFiles(sources: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(sources).map(([path, text]) => [`${server}/${path}`, text]));
}
