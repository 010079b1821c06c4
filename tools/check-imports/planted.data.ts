import type { RuleName } from './rule-book.js';

/** One violation planted in the clean tree, and the one finding it must give. */
export interface Planted {
  /** Completes the sentence "refuses …". */
  readonly refuses: string;
  readonly files: Readonly<Record<string, string>>;
  readonly rule: RuleName;
  /** Where the finding stands. */
  readonly at: string;
}

const server = 'packages/server/src';
const oauth = `${server}/doors/oauth`;

export const planted: readonly Planted[] = [
  {
    refuses: 'a door that imports another door',
    files: { [`${oauth}/saml.ts`]: "import { graph } from '../graph/index.js';\nexport const x = graph;" },
    rule: 'stranger',
    at: `${oauth}/saml.ts:1`,
  },
  {
    refuses: 'the door of HTTP when it imports another door',
    files: {
      [`${server}/doors/http/routes.ts`]: "import { graph } from '../graph/index.js';\nexport const x = graph;",
    },
    rule: 'stranger',
    at: `${server}/doors/http/routes.ts:1`,
  },
  {
    refuses: 'a flow that imports another flow',
    files: {
      [`${server}/flows/sign-in/out.ts`]: "import { signOut } from '../sign-out/index.js';\nexport const x = signOut;",
    },
    rule: 'stranger',
    at: `${server}/flows/sign-in/out.ts:1`,
  },
  {
    refuses: 'a capability that imports another capability',
    files: {
      [`${server}/credentials/sessions/end.ts`]:
        "import type { UserId } from '../../signals/revocation/index.js';\nexport type X = UserId;",
    },
    rule: 'stranger',
    at: `${server}/credentials/sessions/end.ts:1`,
  },
  {
    refuses: 'a door that holds SQL',
    files: {
      [`${oauth}/rows.ts`]: 'export const rows = (id: string) => `\n  SELECT id\n  FROM users WHERE id = ${id}`;',
    },
    rule: 'sql',
    at: `${oauth}/rows.ts:1`,
  },
  {
    refuses: 'SQL that is put together from pieces',
    files: { [`${oauth}/rows.ts`]: "export const rows = (table: string) =>\n  'insert ' + 'into ' + table;" },
    rule: 'sql',
    at: `${oauth}/rows.ts:2`,
  },
  {
    refuses: 'a door that imports the database driver',
    files: { [`${oauth}/rows.ts`]: "import type { Pool } from 'pg';\nexport type X = Pool;" },
    rule: 'confined-package',
    at: `${oauth}/rows.ts:1`,
  },
  {
    refuses: 'a door that imports the signing side of the keys',
    files: {
      [`${oauth}/sign.ts`]:
        "import { openKeys, type SigningKey } from '../../platform/keys/index.js';\nexport const x = (k: SigningKey) => [k, openKeys];",
    },
    rule: 'guarded-name',
    at: `${oauth}/sign.ts:1`,
  },
  {
    refuses: 'a door that takes everything the keys export, and so their signing side',
    files: { [`${oauth}/sign.ts`]: "import * as keys from '../../platform/keys/index.js';\nexport const x = keys;" },
    rule: 'guarded-name',
    at: `${oauth}/sign.ts:1`,
  },
  {
    refuses: 'a door that imports the signing side of the keys through an index that exports everything',
    files: {
      [`${server}/platform/keys/index.ts`]: "export * from './keys.js';",
      [`${oauth}/sign.ts`]:
        "import type { SigningKey } from '../../platform/keys/index.js';\nexport type X = SigningKey;",
    },
    rule: 'guarded-name',
    at: `${oauth}/sign.ts:1`,
  },
  {
    refuses: 'a door that reaches the signing side of the keys under another name',
    files: {
      [`${server}/platform/keys/index.ts`]:
        "export { openKeys, type SigningKey, type SigningKey as PlainKey } from './keys.js';",
      [`${oauth}/sign.ts`]: "import type { PlainKey } from '../../platform/keys/index.js';\nexport type X = PlainKey;",
    },
    rule: 'guarded-name',
    at: `${oauth}/sign.ts:1`,
  },
  {
    refuses: 'a door that asks the keys for a signer',
    files: { [`${oauth}/sign.ts`]: 'export const x = (keys: { signer(): void }) =>\n  keys.signer();' },
    rule: 'guarded-member',
    at: `${oauth}/sign.ts:2`,
  },
  {
    refuses: 'a flow that takes the signer out of the keys',
    files: { [`${server}/flows/sign-in/s.ts`]: 'export const x = ({ signer: s }: { signer(): void }) => s();' },
    rule: 'guarded-member',
    at: `${server}/flows/sign-in/s.ts:1`,
  },
  {
    refuses: 'a gate that lets the mint of admissions out by its index',
    files: { [`${server}/gate/index.ts`]: "export { admit } from './admit.js';\nexport * from './admission-mint.js';" },
    rule: 'guarded-leak',
    at: `${server}/gate/index.ts`,
  },
  {
    refuses: 'a grant that imports another grant',
    files: { [`${oauth}/grants/code/again.ts`]: "export { refresh } from '../refresh/grant.js';" },
    rule: 'plug-in-sibling',
    at: `${oauth}/grants/code/again.ts:1`,
  },
  {
    refuses: 'a sign-in method that imports another method',
    files: { [`${server}/credentials/methods/totp/both.ts`]: "export { password } from '../password/index.js';" },
    rule: 'plug-in-sibling',
    at: `${server}/credentials/methods/totp/both.ts:1`,
  },
  {
    refuses: 'a plug-in that no list names',
    files: {
      [`${oauth}/grants/device/grant.ts`]: "export const device = 'device';",
      [`${oauth}/grants/device/grant.test.ts`]: "import { test } from 'vitest';",
    },
    rule: 'plug-in-unlisted',
    at: `${oauth}/grants/device`,
  },
  {
    refuses: 'a token format that the list of formats does not name',
    files: {
      [`${server}/issuance/recipes/id-token/recipe.ts`]: "export const idToken = 'id-token';",
      [`${server}/issuance/recipes/id-token/recipe.test.ts`]: "import { test } from 'vitest';",
    },
    rule: 'plug-in-unlisted',
    at: `${server}/issuance/recipes/id-token`,
  },
  {
    refuses: 'a plug-in without a test beside it',
    files: {
      [`${oauth}/grants/device/grant.ts`]: "export const device = 'device';",
      [`${oauth}/grants/index.ts`]:
        "export { device } from './device/grant.js';\nexport { code } from './code/grant.js';\nexport { refresh as grants } from './refresh/grant.js';",
    },
    rule: 'plug-in-untested',
    at: `${oauth}/grants/device`,
  },
  {
    refuses: 'a plug-in without its contract',
    files: {
      'packages/policy/src/access/controls/index.ts': "export { mfa } from './mfa/require.js';",
      'packages/policy/src/access/controls/mfa/require.ts': "export const mfa = 'mfa';",
      'packages/policy/src/access/controls/mfa/cases.json': '[]',
    },
    rule: 'plug-in-contract',
    at: 'packages/policy/src/access/controls/mfa',
  },
  {
    refuses: 'a policy that imports a module of Node',
    files: {
      'packages/policy/src/clock.ts': "import { performance } from 'node:perf_hooks';\nexport const x = performance;",
    },
    rule: 'node-module',
    at: 'packages/policy/src/clock.ts:1',
  },
  {
    refuses: 'a page that imports a module of Node it has no need of',
    files: {
      'packages/sign-in/src/file.ts': "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
    },
    rule: 'node-module',
    at: 'packages/sign-in/src/file.ts:1',
  },
  {
    refuses: 'a policy that imports a module of Node by its old name, for a type only',
    files: { 'packages/policy/src/path.ts': "export type X = import('path').PlatformPath;" },
    rule: 'node-module',
    at: 'packages/policy/src/path.ts:1',
  },
  {
    refuses: 'a policy that pulls in the types of Node by a reference',
    files: {
      'packages/policy/src/node.ts': '/// <reference types="node" />\nexport const x = 1;',
      'packages/policy/package.json':
        '{"name":"@gatehouse/policy","exports":{".":{"source":"./src/index.ts"}},"dependencies":{"@gatehouse/model":"1","node":"1"}}',
    },
    rule: 'npm-package',
    at: 'packages/policy/src/node.ts:1',
  },
  {
    refuses: 'a policy that imports an npm package, declared or not',
    files: {
      'packages/policy/src/shape.ts': "import { z } from 'zod';\nexport const x = z;",
      'packages/policy/package.json':
        '{"name":"@gatehouse/policy","exports":{".":{"source":"./src/index.ts"}},"dependencies":{"@gatehouse/model":"1","zod":"1"}}',
    },
    rule: 'npm-package',
    at: 'packages/policy/src/shape.ts:1',
  },
  {
    refuses: 'a web package that imports the server',
    files: {
      'packages/sign-in/src/live.ts': "import { serve } from '@gatehouse/server';\nexport const x = serve;",
      'packages/sign-in/package.json':
        '{"name":"@gatehouse/sign-in","exports":{".":{"source":"./src/index.tsx"}},"dependencies":{"preact":"1","@gatehouse/server":"1"}}',
    },
    rule: 'package-graph',
    at: 'packages/sign-in/src/live.ts:1',
  },
  {
    refuses: 'the published SDK when it imports a package of ours, for a type only',
    files: {
      'packages/protect/src/ids.ts': "import type { UserId } from '@gatehouse/model';\nexport type X = UserId;",
      'packages/protect/package.json':
        '{"name":"@gatehouse/protect","exports":{".":{"source":"./src/index.ts"}},"dependencies":{"@gatehouse/model":"1"}}',
    },
    rule: 'package-graph',
    at: 'packages/protect/src/ids.ts:1',
  },
  {
    refuses: 'the published SDK when it imports an npm package',
    files: {
      'packages/protect/src/jws.ts': "import { jwtVerify } from 'jose';\nexport const x = jwtVerify;",
      'packages/protect/package.json':
        '{"name":"@gatehouse/protect","exports":{".":{"source":"./src/index.ts"}},"dependencies":{"jose":"1"}}',
    },
    rule: 'npm-package',
    at: 'packages/protect/src/jws.ts:1',
  },
  {
    refuses: 'a package that no rule knows',
    files: {
      'packages/extra/package.json': '{"name":"@gatehouse/extra","exports":{".":{"source":"./src/index.ts"}}}',
      'packages/extra/src/index.ts': 'export const x = 1;',
    },
    rule: 'package-graph',
    at: 'packages/extra/src/index.ts',
  },
  {
    refuses: 'a script that imports a package of ours',
    files: { 'scripts/look.mjs': "import '@gatehouse/model';" },
    rule: 'package-graph',
    at: 'scripts/look.mjs:1',
  },
  {
    refuses: 'a script that needs an installed package',
    files: {
      'scripts/test.mjs': "import 'tsx';",
    },
    rule: 'npm-package',
    at: 'scripts/test.mjs:1',
  },
  {
    refuses: 'a sibling package that the package.json does not declare',
    files: {
      'packages/testkit/src/ids.ts': "import type { UserId } from '@gatehouse/model';\nexport type X = UserId;",
    },
    rule: 'undeclared-package',
    at: 'packages/testkit/src/ids.ts:1',
  },
  {
    refuses: 'an npm package that only the root declares, for development',
    files: { 'packages/cli/src/test-runner.ts': "import { run } from 'vitest';\nexport const x = run;" },
    rule: 'undeclared-package',
    at: 'packages/cli/src/test-runner.ts:1',
  },
  {
    refuses: 'a test that imports a package nobody declares',
    files: { 'tests/journeys/other.test.ts': "import axios from 'axios';" },
    rule: 'undeclared-package',
    at: 'tests/journeys/other.test.ts:1',
  },
  {
    refuses: 'a path that leads out of its package',
    files: { [`${server}/directory/ids.ts`]: "export type { UserId } from '../../../model/src/ids.js';" },
    rule: 'leaves-package',
    at: `${server}/directory/ids.ts:1`,
  },
  {
    refuses: 'a test that reaches into another package by path',
    files: {
      'tests/journeys/deep.test.ts': "import { users } from '../../packages/server/src/directory/users/repository.js';",
    },
    rule: 'leaves-package',
    at: 'tests/journeys/deep.test.ts:1',
  },
  {
    refuses: 'an entry that a package does not export',
    files: {
      'tests/journeys/deep.test.ts': "import { users } from '@gatehouse/server/src/directory/users/repository.js';",
    },
    rule: 'leaves-package',
    at: 'tests/journeys/deep.test.ts:1',
  },
  {
    refuses: 'a ring that imports a ring above it',
    files: { [`${server}/directory/admit.ts`]: "import { admit } from '../gate/index.js';\nexport const x = admit;" },
    rule: 'ring',
    at: `${server}/directory/admit.ts:1`,
  },
  {
    refuses: 'a ring that imports a ring above it, for a type only',
    files: {
      [`${server}/signals/revocation/a.ts`]:
        "import type { Admission } from '../../gate/index.js';\nexport type X = Admission;",
    },
    rule: 'ring',
    at: `${server}/signals/revocation/a.ts:1`,
  },
  {
    refuses: 'a ring that imports a ring above it, in a type expression',
    files: { [`${server}/signals/revocation/a.ts`]: "export type X = import('../../gate/index.js').Admission;" },
    rule: 'ring',
    at: `${server}/signals/revocation/a.ts:1`,
  },
  {
    refuses: 'a ring that imports a ring above it, at run time',
    files: {
      [`${server}/signals/revocation/a.ts`]:
        "export const x = async () => {\n  await import('../../gate/index.js');\n};",
    },
    rule: 'ring',
    at: `${server}/signals/revocation/a.ts:2`,
  },
  {
    refuses: 'a ring that starts a worker in a ring above it',
    files: {
      [`${server}/signals/revocation/a.ts`]: "export const x = new URL('../../gate/index.js', import.meta.url);",
    },
    rule: 'ring',
    at: `${server}/signals/revocation/a.ts:1`,
  },
  {
    refuses: 'an import of what wires the server, from below',
    files: { [`${server}/flows/sign-in/all.ts`]: "import { serve } from '../../index.js';\nexport const x = serve;" },
    rule: 'ring',
    at: `${server}/flows/sign-in/all.ts:1`,
  },
  {
    refuses: 'a file of the server that stands in no ring',
    files: { [`${server}/tokens/token.ts`]: 'export const token = 1;' },
    rule: 'placement',
    at: `${server}/tokens/token.ts`,
  },
  {
    refuses: 'an import that goes past the index of a module',
    files: {
      [`${oauth}/users.ts`]: "import { users } from '../../directory/users/repository.js';\nexport const x = users;",
    },
    rule: 'module-entry',
    at: `${oauth}/users.ts:1`,
  },
  {
    refuses: 'an import that goes past the index of a module of the same ring',
    files: { [`${server}/platform/keys/rows.ts`]: "import { lock } from '../store/pool.js';\nexport const x = lock;" },
    rule: 'module-entry',
    at: `${server}/platform/keys/rows.ts:1`,
  },
  {
    refuses: 'files that import each other, for types only',
    files: {
      'packages/model/src/ids.ts': "import type { Name } from './name.js';\nexport type UserId = Name;",
      'packages/model/src/name.ts': "import type { UserId } from './ids.js';\nexport type Name = UserId;",
    },
    rule: 'cycle',
    at: 'packages/model/src/ids.ts',
  },
  {
    refuses: 'platform modules that need each other, though none of their files do',
    files: {
      [`${server}/platform/clock/store.ts`]: "import { pool } from '../store/index.js';\nexport const x = pool;",
      [`${server}/platform/store/clock.ts`]: "import { clock } from '../clock/index.js';\nexport const x = clock;",
    },
    rule: 'module-cycle',
    at: `${server}/platform/clock`,
  },
  {
    refuses: 'production code that imports a test',
    files: { [`${oauth}/grants/code/fake.ts`]: "import './grant.test.js';" },
    rule: 'test-import',
    at: `${oauth}/grants/code/fake.ts:1`,
  },
  {
    refuses: 'production code that imports a fixture',
    files: {
      'packages/model/src/sample.fixture.ts': "import { test } from 'vitest';\nexport const x = test;",
      'packages/model/src/sample.ts': "export { x } from './sample.fixture.js';",
    },
    rule: 'test-import',
    at: 'packages/model/src/sample.ts:1',
  },
  {
    refuses: 'production code that imports from a folder for tests',
    files: {
      'packages/model/src/testing/sample.ts': "import { test } from 'vitest';\nexport const x = test;",
      'packages/model/src/sample.ts': "export { x } from './testing/sample.js';",
    },
    rule: 'test-import',
    at: 'packages/model/src/sample.ts:1',
  },
  {
    refuses: 'an import that leads nowhere',
    files: { 'packages/model/src/lost.ts': "import './gone.js';" },
    rule: 'unresolved',
    at: 'packages/model/src/lost.ts:1',
  },
  {
    refuses: 'an import whose target is computed',
    files: { 'packages/cli/src/any.ts': 'export const x = (name: string) => import(name);' },
    rule: 'computed-import',
    at: 'packages/cli/src/any.ts:1',
  },
  {
    refuses: 'a require made at run time',
    files: {
      [`${oauth}/r.ts`]:
        "import { createRequire } from 'node:module';\nexport const x = createRequire(import.meta.url);",
    },
    rule: 'confined-package',
    at: `${oauth}/r.ts:1`,
  },
  {
    refuses: 'a file that it cannot read',
    files: { 'packages/model/src/broken.ts': 'export const = 1;' },
    rule: 'unreadable',
    at: 'packages/model/src/broken.ts',
  },
];
