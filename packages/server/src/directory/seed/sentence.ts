import type { z } from 'zod';

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  number: 'a number',
};

/** What is wrong with a value, in words. */
export function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return 'is required';
      const quotes = issue.expected === 'string' && typeof issue.input !== 'object' ? '; put it in quotes' : '';
      return `must be ${typeNames[issue.expected] ?? issue.expected}${quotes}`;
    }
    case 'invalid_value':
      return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`;
    case 'too_big':
      return issue.origin === 'array'
        ? `must not hold more than ${issue.maximum}`
        : `must not be longer than ${issue.maximum} characters`;
    case 'too_small':
      return 'must not be empty';
    default:
      return undefined;
  }
}
