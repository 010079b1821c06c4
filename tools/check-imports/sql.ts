import type { Expression } from 'oxc-parser';
import type { Syntax } from '../source-tree/index.js';

/**
 * The shapes of statements, not the verbs alone: `select an account` and `update your password` are English.
 * A hole of a template reads as `$0`.
 */
const statements: readonly RegExp[] = [
  /^select\s[\s\S]*\bfrom\s/,
  /^select\s+(?:\d|\*|\$\d|[a-z_.]+\s*\()/,
  /^insert\s+into\s/,
  /^update\s+(?:only\s+)?[\w."$]+\s+(?:as\s+\w+\s+|\w+\s+)?set\s/,
  /^delete\s+from\s/,
  /^(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:global\s+|temp(?:orary)?\s+|unlogged\s+|unique\s+|materialized\s+)*(?:table|index|view|sequence|schema|extension|trigger|function|type|domain|database)\s+[\w."$]/,
  /^(?:create|alter|drop)\s+(?:role|user|policy)\s+(?:if\s+(?:not\s+)?exists\s+)?[\w."$]+(?:\s*;?$|\s+(?:with|on|for|to|set|login|nologin|rename)\s)/,
  /^with\s+(?:recursive\s+)?[\w"]+\s*(?:\([^)]*\)\s*)?as\s+(?:not\s+)?(?:materialized\s+)?\(/,
  /^where\s[\s\S]*\$\d/,
  /^truncate\s+(?:table\s+)?[\w."$]+\s*;?$/,
  /^(?:set|reset)\s+(?:local\s+|session\s+)?(?:role|app\.\w+|statement_timeout|lock_timeout|search_path)\b/,
  /^(?:begin|commit|rollback|start\s+transaction)\s*(?:;|transaction\b|to\s+savepoint\b)/,
  /^(?:lock\s+table|copy\s+[\w."]+\s+(?:from|to)|notify\s+\w+\s*,|explain\s+(?:analyze|\()|vacuum\s+\(|do\s+\$\$)/,
];

/** True when the text reads as a SQL statement, in either letter case. */
export function looksLikeSql(text: string): boolean {
  const plain = text.replace(/^(?:\s|--[^\n]*\n)+/, '').toLowerCase();
  return statements.some((statement) => statement.test(plain));
}

/** The lines on which a string, a template or a sum of both reads as SQL. */
export function findSql(syntax: Syntax): number[] {
  const lines = new Set<number>();
  const look = (node: Expression): void => {
    const text = textOf(node);
    if (text !== undefined && looksLikeSql(text)) lines.add(syntax.lineAt(node.start));
  };
  syntax.visit({ Literal: look, TemplateLiteral: look, BinaryExpression: look });
  return [...lines];
}

/** The text of a string expression, its unknown parts as `$0`; undefined for an expression that is no string. */
function textOf(node: Expression): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral')
    return node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw).join('$0');
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const left = textOf(node.left);
  const right = textOf(node.right);
  return left === undefined && right === undefined ? undefined : `${left ?? '$0'}${right ?? '$0'}`;
}
