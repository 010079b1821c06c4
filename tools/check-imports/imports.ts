import type { CallExpression, Expression, ModuleExportName, NewExpression, TSImportType } from 'oxc-parser';
import type { Syntax } from '../source-tree/index.js';

/** One way in which a file reaches for another module. */
export interface ImportReference {
  /** As written; undefined when it is computed, so that nobody can tell what it is. */
  readonly specifier: string | undefined;
  readonly kind: 'import' | 're-export' | 'dynamic' | 'type-expression' | 'require' | 'url' | 'reference';
  /** True when the compiler erases it. */
  readonly typeOnly: boolean;
  /** The names asked for, as the other module spells them; `*` stands for all of them. */
  readonly names: readonly string[];
  readonly line: number;
}

/** One name that a file exports; `*` stands for everything that `specifier` exports. */
export interface ExportedName {
  readonly name: string;
  /** Where the name comes from, when it is not declared in this file. */
  readonly origin?: { readonly specifier: string; readonly name: string };
}

const codeUrl = /\.(?:[mc]?[jt]s|tsx)$/;

/** Reads every import of a file: static, type-only, re-exported, dynamic, in type expressions, and by `require`, URL or reference. */
export function readImports(syntax: Syntax): ImportReference[] {
  const found: ImportReference[] = [];
  const add = (
    at: { readonly start: number },
    kind: ImportReference['kind'],
    specifier: string | undefined,
    names: readonly string[],
    typeOnly = false,
  ): void => {
    found.push({ specifier, kind, typeOnly, names, line: syntax.lineAt(at.start) });
  };

  syntax.visit({
    ImportDeclaration: (node) => {
      const names = node.specifiers.map((each) =>
        each.type === 'ImportSpecifier'
          ? nameOf(each.imported)
          : each.type === 'ImportDefaultSpecifier'
            ? 'default'
            : '*',
      );
      const erased = node.specifiers.map((each) => each.type === 'ImportSpecifier' && each.importKind === 'type');
      const typeOnly = node.importKind === 'type' || (erased.length > 0 && erased.every(Boolean));
      add(node, 'import', node.source.value, names, typeOnly);
    },
    ExportNamedDeclaration: (node) => {
      if (node.source === null) return;
      const names = node.specifiers.map((each) => nameOf(each.local));
      add(node, 're-export', node.source.value, names, node.exportKind === 'type');
    },
    ExportAllDeclaration: (node) => add(node, 're-export', node.source.value, ['*'], node.exportKind === 'type'),
    ImportExpression: (node) => add(node, 'dynamic', literalText(node.source), ['*']),
    TSImportType: (node) => add(node, 'type-expression', node.source.value, [qualifierOf(node)], true),
    TSExternalModuleReference: (node) => add(node, 'require', node.expression.value, ['*']),
    CallExpression: (node) => {
      if (isRequire(node)) add(node, 'require', firstText(node), ['*']);
    },
    NewExpression: (node) => {
      const specifier = firstText(node);
      if (isModuleUrl(node) && specifier !== undefined && codeUrl.test(specifier)) add(node, 'url', specifier, ['*']);
    },
  });
  for (const comment of syntax.comments) {
    const reference = /^\/\s*<reference\s+(?:types|path)=["']([^"']+)["']/.exec(comment.value);
    if (reference?.[1] !== undefined) add(comment, 'reference', reference[1], ['*'], true);
  }
  return found;
}

/** Reads the names that a file exports, and where those that it only passes on come from. */
export function readExports(syntax: Syntax): ExportedName[] {
  const bindings = importedBindings(syntax);
  const found: ExportedName[] = [];
  const declared = (name: string): void => {
    found.push({ name });
  };
  syntax.visit({
    ExportAllDeclaration: (node) => {
      const name = node.exported === null ? '*' : nameOf(node.exported);
      found.push({ name, origin: { specifier: node.source.value, name: '*' } });
    },
    ExportDefaultDeclaration: () => declared('default'),
    ExportNamedDeclaration: (node) => {
      for (const each of node.specifiers) {
        const local = nameOf(each.local);
        const origin = node.source === null ? bindings.get(local) : { specifier: node.source.value, name: local };
        found.push(origin === undefined ? { name: nameOf(each.exported) } : { name: nameOf(each.exported), origin });
      }
      const declaration = node.declaration;
      if (declaration === null) return;
      if (declaration.type === 'VariableDeclaration') {
        for (const each of declaration.declarations) if (each.id.type === 'Identifier') declared(each.id.name);
      } else if ('id' in declaration && declaration.id?.type === 'Identifier') declared(declaration.id.name);
    },
  });
  return found;
}

/** Reads the names of the members that a file reaches for: `a.name`, `a['name']` and `{ name } = a`, each with its first line. */
export function readMembers(syntax: Syntax): Map<string, number> {
  const members = new Map<string, number>();
  const add = (name: string, at: { readonly start: number }): void => {
    if (!members.has(name)) members.set(name, syntax.lineAt(at.start));
  };
  syntax.visit({
    MemberExpression: (node) => {
      if (!node.computed && node.property.type === 'Identifier') add(node.property.name, node.property);
      else if (node.property.type === 'Literal') add(String(node.property.value), node.property);
    },
    ObjectPattern: (node) => {
      for (const each of node.properties) {
        if (each.type !== 'Property') continue;
        if (each.key.type === 'Identifier' && !each.computed) add(each.key.name, each.key);
        else if (each.key.type === 'Literal') add(String(each.key.value), each.key);
      }
    },
  });
  return members;
}

function importedBindings(syntax: Syntax): Map<string, { specifier: string; name: string }> {
  const bindings = new Map<string, { specifier: string; name: string }>();
  for (const node of syntax.program.body) {
    if (node.type !== 'ImportDeclaration') continue;
    for (const each of node.specifiers) {
      const name =
        each.type === 'ImportSpecifier'
          ? nameOf(each.imported)
          : each.type === 'ImportDefaultSpecifier'
            ? 'default'
            : '*';
      bindings.set(each.local.name, { specifier: node.source.value, name });
    }
  }
  return bindings;
}

function nameOf(node: ModuleExportName): string {
  return node.type === 'Literal' ? node.value : node.name;
}

/** The first name that `import('x').A.B` asks for: `A`. */
function qualifierOf(node: TSImportType): string {
  let qualifier = node.qualifier;
  while (qualifier?.type === 'TSQualifiedName') qualifier = qualifier.left as typeof qualifier;
  return qualifier?.type === 'Identifier' ? qualifier.name : '*';
}

/** The text of a literal, or of a template without holes; undefined when the value is known only at run time. */
function literalText(node: Expression): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

function firstText(node: CallExpression | NewExpression): string | undefined {
  const first = node.arguments[0];
  return first === undefined || first.type === 'SpreadElement' ? undefined : literalText(first);
}

/** True for `require(…)`, `require.resolve(…)` and `import.meta.resolve(…)`. */
function isRequire(node: CallExpression): boolean {
  const callee = node.callee;
  if (callee.type === 'Identifier') return callee.name === 'require';
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  if (callee.property.name !== 'resolve') return false;
  return (
    callee.object.type === 'MetaProperty' || (callee.object.type === 'Identifier' && callee.object.name === 'require')
  );
}

/** True for `new URL(…, import.meta.url)`: how workers are started. */
function isModuleUrl(node: NewExpression): boolean {
  const base = node.arguments[1];
  return (
    node.callee.type === 'Identifier' &&
    node.callee.name === 'URL' &&
    base?.type === 'MemberExpression' &&
    base.object.type === 'MetaProperty'
  );
}
