import { isGuid } from '@gatehouse/model';
import {
  attributeOperators,
  deviceProperties,
  type FilterProperty,
  filterOperators,
} from './filter-properties.data.js';
import { type FilterOperator, type FilterRule, longestFilterRule } from './filter-rule.js';
import { type FilterToken, filterTokens } from './filter-tokens.js';

/** What a rule speaks of: a device, or what carries custom security attributes. */
export type FilterSubject = 'device' | 'CustomSecurityAttribute';

/** How deep parentheses and `-not` may stand inside each other. */
const deepest = 20;

/** Carries what is wrong out of the reader. */
class Unreadable extends Error {}

interface Reader {
  readonly subject: FilterSubject;
  readonly tokens: readonly FilterToken[];
  at: number;
  depth: number;
}

/**
 * Reads a filter: comparisons bind before `-not`, then `-and`, then `-or`.
 * @returns the rule, or what is wrong with it: lower case, no final period.
 * @example parseFilterRule('device.trustType -eq "ServerAD"', 'device')
 */
export function parseFilterRule(
  text: string,
  subject: FilterSubject,
): { readonly kind: 'rule'; readonly rule: FilterRule } | { readonly kind: 'invalid'; readonly reason: string } {
  if (text.length > longestFilterRule) {
    return { kind: 'invalid', reason: `must not be longer than ${longestFilterRule} characters` };
  }
  const tokens = filterTokens(text);
  if (typeof tokens === 'string') return { kind: 'invalid', reason: tokens };
  const reader: Reader = { subject, tokens, at: 0, depth: 0 };
  try {
    const rule = readJoined(reader, 'or');
    const rest = reader.tokens[reader.at];
    if (rest !== undefined) throw new Unreadable(`\`${rest.text}\` was not expected`);
    return { kind: 'rule', rule };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'invalid', reason: error.message };
    throw error;
  }
}

function readJoined(reader: Reader, kind: 'or' | 'and'): FilterRule {
  const readOperand = () => (kind === 'or' ? readJoined(reader, 'and') : readNegated(reader));
  const operands = [readOperand()];
  while (takeOperator(reader, kind)) operands.push(readOperand());
  const [first] = operands;
  return operands.length === 1 && first !== undefined ? first : { kind, operands };
}

function readNegated(reader: Reader): FilterRule {
  if (takeOperator(reader, 'not')) return { kind: 'not', operand: deeper(reader, () => readNegated(reader)) };
  if (!takeMark(reader, '(')) return readComparison(reader);
  const inner = deeper(reader, () => readJoined(reader, 'or'));
  if (!takeMark(reader, ')')) throw new Unreadable('a `)` is missing');
  return inner;
}

function deeper(reader: Reader, read: () => FilterRule): FilterRule {
  reader.depth += 1;
  if (reader.depth > deepest) throw new Unreadable(`must not nest more than ${deepest} levels deep`);
  const rule = read();
  reader.depth -= 1;
  return rule;
}

function readComparison(reader: Reader): FilterRule {
  const property = readProperty(reader);
  const operator = readOperator(reader, property);
  const values = operator === 'in' || operator === 'notIn' ? readList(reader) : [readText(reader)];
  for (const value of values) checkValue(value, property);
  return { kind: 'compare', property: property.name, operator, values };
}

function readProperty(reader: Reader): FilterProperty {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'word') throw new Unreadable(`a property such as \`${examples[reader.subject]}\` was expected`);
  reader.at += 1;
  const [subject = '', ...rest] = token.text.split('.');
  const name = rest.join('.');
  if (subject.toLowerCase() !== reader.subject.toLowerCase()) {
    throw new Unreadable(`\`${token.text}\` is not a property that can stand here`);
  }
  if (reader.subject === 'CustomSecurityAttribute') {
    if (!/^[A-Za-z]\w*_[A-Za-z]\w*$/.test(name)) throw new Unreadable(`\`${token.text}\` does not name an attribute`);
    return { name: `CustomSecurityAttribute.${name}`, operators: attributeOperators };
  }
  const found = deviceProperties.get(name.toLowerCase());
  if (found === undefined) throw new Unreadable(`\`${token.text}\` is not a property of devices`);
  return { ...found, name: `device.${found.name}` };
}

const examples: Readonly<Record<FilterSubject, string>> = {
  device: 'device.trustType',
  CustomSecurityAttribute: 'CustomSecurityAttribute.Set_Attribute',
};

function readOperator(reader: Reader, { name, operators }: FilterProperty): FilterOperator {
  const token = reader.tokens[reader.at];
  const operator = token?.kind === 'operator' ? filterOperators.get(token.text.toLowerCase()) : undefined;
  if (operator === undefined) throw new Unreadable(`an operator such as \`-eq\` was expected after \`${name}\``);
  if (!operators.includes(operator)) throw new Unreadable(`\`-${operator}\` cannot be used with \`${name}\``);
  reader.at += 1;
  return operator;
}

function readText(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'text') throw new Unreadable('a text in double quotes was expected');
  reader.at += 1;
  return token.text;
}

function readList(reader: Reader): readonly string[] {
  if (!takeMark(reader, '[')) throw new Unreadable('a list such as `["one", "two"]` was expected');
  const values = [readText(reader)];
  while (takeMark(reader, ',')) values.push(readText(reader));
  if (!takeMark(reader, ']')) throw new Unreadable('a `]` is missing');
  return values;
}

function checkValue(value: string, { name, words, isGuid: needsGuid }: FilterProperty): void {
  if (needsGuid === true && !isGuid(value)) throw new Unreadable(`\`${name}\` must be compared with a GUID`);
  if (words !== undefined && !words.some((word) => word.toLowerCase() === value.toLowerCase())) {
    throw new Unreadable(`\`${name}\` must be compared with one of ${words.map((word) => `\`${word}\``).join(', ')}`);
  }
}

function takeOperator(reader: Reader, name: string): boolean {
  const token = reader.tokens[reader.at];
  const isIt = token?.kind === 'operator' && token.text.toLowerCase() === name;
  if (isIt) reader.at += 1;
  return isIt;
}

function takeMark(reader: Reader, mark: string): boolean {
  const token = reader.tokens[reader.at];
  const isIt = token?.kind === 'mark' && token.text === mark;
  if (isIt) reader.at += 1;
  return isIt;
}
