import { posix } from 'node:path';
import type { ExportNamedDeclaration, Program } from 'oxc-parser';
import { type Finding, isTestFile, parseSyntax, type SourceTree, type Syntax } from '../source-tree/index.js';
import type { Shape, ShapeRuleName } from './rules.js';

/** A declaration that a module shows to others. */
interface Declared {
  readonly file: string;
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly documented: boolean;
}

/**
 * What the public face of a module exports has a doc comment where it is declared: whoever calls it reads that, and not the code.
 * Names that come from installed packages are documented there.
 */
export function facesAreDocumented(tree: SourceTree, shape: Shape): Finding[] {
  const faces = tree.files.filter((path) => shape.faces.test(path) && !isTestFile(path));
  const files = new FacesOf(tree);
  const bare = new Map<string, Declared>();
  for (const face of faces) {
    for (const each of files.shownBy(face)) if (!each.documented) bare.set(`${each.file} ${each.name}`, each);
  }
  return [...bare.values()].map(({ file, name, line }) => ({
    rule: 'undocumented' satisfies ShapeRuleName,
    file,
    line,
    message: `\`${name}\` is shown to other modules without a doc comment`,
  }));
}

/** Follows exports from file to file. */
class FacesOf {
  readonly #tree: SourceTree;
  readonly #shown = new Map<string, readonly Declared[]>();

  constructor(tree: SourceTree) {
    this.#tree = tree;
  }

  /** Everything that a file exports, wherever it is declared. */
  shownBy(path: string): readonly Declared[] {
    const known = this.#shown.get(path);
    if (known !== undefined) return known;
    this.#shown.set(path, []);
    const syntax = parseSyntax(path, this.#tree.read(path));
    const shown = syntax.program.body.flatMap((node): readonly Declared[] => {
      if (node.type === 'ExportAllDeclaration') return this.#from(path, node.source.value);
      if (node.type !== 'ExportNamedDeclaration') return [];
      return node.declaration === null ? this.#named(path, node, syntax) : declaredAt(path, node, syntax);
    });
    this.#shown.set(path, shown);
    return shown;
  }

  #from(path: string, source: string): readonly Declared[] {
    if (!source.startsWith('.')) return [];
    const stem = posix.join(posix.dirname(path), source).replace(/\.jsx?$/, '');
    const target = [`${stem}.ts`, `${stem}.tsx`].find((each) => this.#tree.has(each));
    return target === undefined ? [] : this.shownBy(target);
  }

  /** `export { a, b as c } from './x.js'`, or of what this file declares or imports. */
  #named(path: string, node: ExportNamedDeclaration, syntax: Syntax): readonly Declared[] {
    const names = node.specifiers.map(({ local }) => (local.type === 'Literal' ? local.value : local.name));
    if (node.source !== null) {
      return this.#from(path, node.source.value).filter(({ name }) => names.includes(name));
    }
    const imported = importsOf(syntax.program).filter(({ local }) => names.includes(local));
    return [
      ...imported.flatMap(({ source, name }) => this.#from(path, source).filter((each) => each.name === name)),
      ...syntax.program.body
        .flatMap((each) => declaredAt(path, each, syntax))
        .filter(({ name }) => names.includes(name)),
    ];
  }
}

function importsOf(program: Program): { readonly local: string; readonly name: string; readonly source: string }[] {
  return program.body.flatMap((node) => {
    if (node.type !== 'ImportDeclaration') return [];
    return node.specifiers.flatMap((each) => {
      if (each.type !== 'ImportSpecifier') return [];
      const name = each.imported.type === 'Literal' ? each.imported.value : each.imported.name;
      return [{ local: each.local.name, name, source: node.source.value }];
    });
  });
}

/** The names that one statement declares, exported or not. */
function declaredAt(file: string, node: Program['body'][number], syntax: Syntax): readonly Declared[] {
  const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
  const line = syntax.lineAt(node.start);
  const documented = isDocumented(node.start, syntax);
  const named = (name: string): Declared => ({ file, name, line, documented });
  switch (declaration?.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [named(id.name)] : []));
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return declaration.id === null ? [] : [named(declaration.id.name)];
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [named(declaration.id.name)];
    default:
      return [];
  }
}

function isDocumented(start: number, { comments, textBetween }: Syntax): boolean {
  return comments.some(
    ({ type, value, end }) =>
      type === 'Block' && value.startsWith('*') && end <= start && textBetween(end, start).trim() === '',
  );
}
