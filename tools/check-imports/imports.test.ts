import { describe, expect, it } from 'vitest';
import { parseSyntax } from '../source-tree/index.js';
import { readExports, readImports, readMembers } from './imports.js';

const seen = [
  { text: "import './a.js';", gives: 'import ./a.js []' },
  { text: "import a from './a.js';", gives: 'import ./a.js [default]' },
  { text: "import { a, b as c } from './a.js';", gives: 'import ./a.js [a,b]' },
  { text: "import * as a from './a.js';", gives: 'import ./a.js [*]' },
  { text: "import type { A } from './a.js';", gives: 'type import ./a.js [A]' },
  { text: "import { type A, type B } from './a.js';", gives: 'type import ./a.js [A,B]' },
  { text: "import { type A, b } from './a.js';", gives: 'import ./a.js [A,b]' },
  { text: "import a from './a.json' with { type: 'json' };", gives: 'import ./a.json [default]' },
  { text: "export { a as b } from './a.js';", gives: 're-export ./a.js [a]' },
  { text: "export * from './a.js';", gives: 're-export ./a.js [*]' },
  { text: "export type * as a from './a.js';", gives: 'type re-export ./a.js [*]' },
  { text: "await import('./a.js');", gives: 'dynamic ./a.js [*]' },
  { text: 'await import(`./a.js`);', gives: 'dynamic ./a.js [*]' },
  { text: 'await import(name);', gives: 'dynamic undefined [*]' },
  { text: 'await import(`./${name}.js`);', gives: 'dynamic undefined [*]' },
  { text: "type A = import('./a.js').B.C;", gives: 'type type-expression ./a.js [B]' },
  { text: "type A = typeof import('./a.js');", gives: 'type type-expression ./a.js [*]' },
  { text: "import a = require('./a.js');", gives: 'require ./a.js [*]' },
  { text: "const a = require('./a.js');", gives: 'require ./a.js [*]' },
  { text: "const a = require.resolve('./a.js');", gives: 'require ./a.js [*]' },
  { text: "const a = import.meta.resolve('./a.js');", gives: 'require ./a.js [*]' },
  { text: "new Worker(new URL('./a.js', import.meta.url));", gives: 'url ./a.js [*]' },
  { text: '/// <reference types="node" />', gives: 'type reference node [*]' },
];

const notSeen = [
  "// import './a.js';",
  "const text = `import './a.js'`;",
  "new URL('./a.sql', import.meta.url);",
  "new URL('./a.js', base);",
  "path.resolve('./a.js');",
];

describe('an import', () => {
  it.each(seen)('is seen in: $text', ({ text, gives }) => {
    const found = readImports(parseSyntax('x.ts', text)).map(
      ({ typeOnly, kind, specifier, names }) => `${typeOnly ? 'type ' : ''}${kind} ${specifier} [${names.join(',')}]`,
    );
    expect(found).toEqual([gives]);
  });

  it.each(notSeen)('is not seen in: %s', (text) => {
    expect(readImports(parseSyntax('x.ts', text))).toEqual([]);
  });

  it('is told with the line it stands on', () => {
    const lines = readImports(parseSyntax('x.ts', "\n\nimport './a.js';\nexport * from './b.js';")).map(
      ({ line }) => line,
    );
    expect(lines).toEqual([3, 4]);
  });
});

describe('an exported name', () => {
  it('is told with where it comes from, when the file only passes it on', () => {
    const text = `import { a } from './a.js';
      import * as all from './all.js';
      export { a as b, all, own };
      export * from './star.js';
      export { c } from './c.js';
      const own = 1;
      export const d = 2;
      export function e() {}
      export interface F {}
      export default 3;`;
    expect(readExports(parseSyntax('x.ts', text))).toEqual([
      { name: 'b', origin: { specifier: './a.js', name: 'a' } },
      { name: 'all', origin: { specifier: './all.js', name: '*' } },
      { name: 'own' },
      { name: '*', origin: { specifier: './star.js', name: '*' } },
      { name: 'c', origin: { specifier: './c.js', name: 'c' } },
      { name: 'd' },
      { name: 'e' },
      { name: 'F' },
      { name: 'default' },
    ]);
  });
});

describe('a member', () => {
  it.each([
    'a.name()',
    "a['name']()",
    'a?.name',
    'const { name } = a',
    'const { name: n } = a',
    "const { 'name': n } = a",
  ])('is reached for in: %s', (text) => {
    expect(readMembers(parseSyntax('x.ts', text)).has('name')).toBe(true);
  });

  it.each(['a[name]', 'name()', '({ name: 1 })', 'interface A { name(): void }'])(
    'is not reached for in: %s',
    (text) => {
      expect(readMembers(parseSyntax('x.ts', text)).has('name')).toBe(false);
    },
  );
});
