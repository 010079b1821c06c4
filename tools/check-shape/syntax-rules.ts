import type { CallExpression, Expression, MemberExpression } from 'oxc-parser';
import { type Finding, rootName, type Syntax, testRunners } from '../source-tree/index.js';
import type { Shape, ShapeRuleName } from './rules.js';

type Report = (rule: ShapeRuleName, at: { readonly start: number }, message: string) => void;

/** Collects findings of one file at the places of its nodes. */
export function collectFindings(file: string, syntax: Syntax, look: (report: Report) => void): Finding[] {
  const findings: Finding[] = [];
  look((rule, at, message) => findings.push({ rule, file, line: syntax.lineAt(at.start), message }));
  return findings;
}

/** Everything is exported by its name. */
export function exportsHaveNames(syntax: Syntax, report: Report): void {
  const message = 'a default export has no name to search for';
  syntax.visit({
    ExportDefaultDeclaration: (node) => report('default-export', node, message),
    ExportSpecifier: (node) => {
      const name = node.exported.type === 'Literal' ? node.exported.value : node.exported.name;
      if (name === 'default') report('default-export', node, message);
    },
  });
}

/** Time, ids and randomness are parameters (law ONE-CLOCK). */
export function clockIsAParameter(syntax: Syntax, report: Report, shape: Shape): void {
  const say = (at: { readonly start: number }, name: string): void =>
    report('one-clock', at, `${name}: time, ids and randomness come from platform, as parameters`);
  syntax.visit({
    MemberExpression: (node) => {
      const property = propertyName(node);
      if (property === undefined) return;
      const object = node.object.type === 'Identifier' ? node.object.name : undefined;
      const holder = object === 'globalThis' ? undefined : object;
      if (holder !== undefined && shape.clockMembers[holder]?.includes(property) === true)
        say(node, `${holder}.${property}`);
      if (shape.randomNames.includes(property)) say(node, property);
    },
    ImportSpecifier: (node) => {
      const name = node.imported.type === 'Literal' ? node.imported.value : node.imported.name;
      if (shape.randomNames.includes(name)) say(node, name);
    },
    NewExpression: (node) => {
      if (isNamed(node.callee, 'Date') && node.arguments.length === 0) say(node, 'new Date()');
    },
    CallExpression: (node) => {
      if (isNamed(node.callee, 'Date')) say(node, 'Date()');
    },
  });
}

const switches = ['skip', 'only', 'todo', 'skipIf', 'runIf'];
const switchedRunners = ['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe'];

/** A skipped test is a defect, and a focused one skips all others. */
export function testsAllRun(syntax: Syntax, report: Report): void {
  const say = (at: { readonly start: number }, name: string): void =>
    report('skipped-test', at, `\`${name}\`: every test runs, everywhere`);
  syntax.visit({
    MemberExpression: (node) => {
      const property = propertyName(node);
      if (property === undefined || !switches.includes(property)) return;
      if (testRunners.includes(rootName(node) ?? '')) say(node, property);
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && switchedRunners.includes(node.callee.name)) say(node, node.callee.name);
      const property = node.callee.type === 'MemberExpression' ? propertyName(node.callee) : undefined;
      const root = rootName(node.callee) ?? '';
      if (property === 'skip' && !testRunners.includes(root)) say(node, 'skip');
      if (testRunners.includes(root)) for (const name of switchOptions(node)) say(node, name);
    },
  });
}

/** The switches in an options object of a test: `it('…', { skip: true }, …)`. */
function switchOptions(node: CallExpression): string[] {
  const names: string[] = [];
  for (const argument of node.arguments) {
    if (argument.type !== 'ObjectExpression') continue;
    for (const property of argument.properties) {
      const key = property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : '';
      if (switches.includes(key)) names.push(key);
    }
  }
  return names;
}

function propertyName(node: MemberExpression): string | undefined {
  if (!node.computed && node.property.type === 'Identifier') return node.property.name;
  if (node.property.type === 'Literal' && typeof node.property.value === 'string') return node.property.value;
  return undefined;
}

function isNamed(node: Expression, name: string): boolean {
  if (node.type === 'Identifier') return node.name === name;
  return node.type === 'MemberExpression' && isNamed(node.object, 'globalThis') && propertyName(node) === name;
}
