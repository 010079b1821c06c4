import type { Expression } from 'oxc-parser';
import type { Syntax } from './syntax.js';

/** The functions that give a test, or a group of tests, its title. */
export const testRunners = ['test', 'it', 'describe', 'suite', 'bench'];

/** The name a chain of members and calls starts from: `describe` for `describe.concurrent.each(…)`. */
export function rootName(node: Expression): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return rootName(node.object);
  if (node.type === 'CallExpression') return rootName(node.callee);
  return undefined;
}

/** The titles of tests and groups, as they are written: places such as `%s` and `${name}` are not filled in. */
export function testTitles(syntax: Syntax): string[] {
  const titles: string[] = [];
  syntax.visit({
    CallExpression: (node) => {
      const [title] = node.arguments;
      if (title === undefined || !testRunners.includes(rootName(node.callee) ?? '')) return;
      if (title.type === 'Literal' && typeof title.value === 'string') titles.push(title.value);
      if (title.type === 'TemplateLiteral') titles.push(title.quasis.map(({ value }) => value.cooked).join('…'));
    },
  });
  return titles;
}

/** Every text of the file: the titles, and the rows of tables that fill their places in. */
export function textsOf(syntax: Syntax): string[] {
  const texts: string[] = [];
  syntax.visit({
    Literal: (node) => {
      if (typeof node.value === 'string') texts.push(node.value);
    },
    TemplateElement: (node) => {
      texts.push(node.value.cooked ?? '');
    },
  });
  return texts;
}
