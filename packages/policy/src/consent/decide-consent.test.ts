import { expect, test } from 'vitest';
import { type ConsentInput, decideConsent } from './decide-consent.js';

const read = { value: 'Files.Read', type: 'User', isEnabled: true } as const;
const all = { value: 'Files.Read.All', type: 'Admin', isEnabled: true } as const;
const off = { value: 'Files.Old', type: 'User', isEnabled: false } as const;
const nothing: ConsentInput = { scopes: [], assignmentRequired: false };

test.each<[string, ConsentInput, 'person' | 'administrator', string[]]>([
  ['nothing but OpenID scopes', nothing, 'person', []],
  ['a scope for people', { ...nothing, scopes: [read] }, 'person', []],
  ['a scope for administrators', { ...nothing, scopes: [all] }, 'administrator', ['Files.Read.All']],
  ['both', { ...nothing, scopes: [read, all] }, 'administrator', ['Files.Read.All']],
  ['a scope that is switched off', { ...nothing, scopes: [off] }, 'administrator', ['Files.Old']],
  [
    'a scope for people of an application that requires assignment',
    { scopes: [read], assignmentRequired: true },
    'administrator',
    ['Files.Read'],
  ],
])('%s', (_, input, kind, administratorOnly) => {
  expect(decideConsent(input)).toEqual({ kind, administratorOnly });
});
