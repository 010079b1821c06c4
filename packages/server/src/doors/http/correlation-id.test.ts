import { parseParameters } from '@gatehouse/wire';
import { expect, it } from 'vitest';
import { correlationIdOf } from './correlation-id.js';

const one = '0a0a0a0a-0000-4000-8000-00000000000a';
const other = '0b0b0b0b-0000-4000-8000-00000000000b';
const form = 'application/x-www-form-urlencoded';

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: string;
  readonly mediaType?: string;
}

const read = ({ headers = {}, query = '', body = '', mediaType = form }: Sent): string | undefined =>
  correlationIdOf({ headers, query: parseParameters(query), body, mediaType });

it.each(['client-request-id', 'x-ms-client-request-id'])('is read as %s of header, query and form', (name) => {
  expect(read({ headers: { [name]: one } })).toBe(one);
  expect(read({ query: `${name}=${one}` })).toBe(one);
  expect(read({ body: `grant_type=x&${name}=${one}` })).toBe(one);
});

it('is the header’s before the query’s before the form’s', () => {
  expect(read({ headers: { 'x-ms-client-request-id': one }, query: `client-request-id=${other}` })).toBe(one);
  expect(read({ query: `x-ms-client-request-id=${one}`, body: `client-request-id=${other}` })).toBe(one);
});

it('is not hidden by what is no GUID', () => {
  expect(read({ headers: { 'client-request-id': 'mine' }, query: `client-request-id=${one}` })).toBe(one);
  expect(read({ headers: { 'client-request-id': 'mine', 'x-ms-client-request-id': one } })).toBe(one);
  expect(read({ query: 'client-request-id=', body: `client-request-id=${one}` })).toBe(one);
});

it('is written in lower case', () => {
  expect(read({ headers: { 'client-request-id': one.toUpperCase() } })).toBe(one);
});

it('is nobody’s when none is sent, or only in a body that is no form', () => {
  expect(read({ headers: { 'client-request-id': "1' or 1=1" } })).toBeUndefined();
  expect(read({ body: `client-request-id=${one}`, mediaType: 'text/plain' })).toBeUndefined();
});
