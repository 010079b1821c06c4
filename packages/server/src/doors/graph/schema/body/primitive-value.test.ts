import { describe, expect, it } from 'vitest';
import { a, values } from './body-bench.fixture.js';

describe('a value of another type', () => {
  const literal = (given: string, type: string) =>
    `Cannot convert the literal '${given}' to the expected type '${type}'.`;
  const invalid = (name: string) => `Invalid value specified for property '${name}' of resource 'Application'.`;
  it.each([
    ['notes', 7, literal('7', 'Edm.String')],
    ['notes', true, literal('true', 'Edm.String')],
    ['accountEnabled', 'true', literal('true', 'Edm.Boolean')],
    ['tokenVersion', '2', literal('2', 'Edm.Int32')],
    ['tokenVersion', 1.5, literal('1.5', 'Edm.Int32')],
    ['tokenVersion', 2147483648, literal('2147483648', 'Edm.Int32')],
    ['tokenVersion', -2147483649, literal('-2147483649', 'Edm.Int32')],
    ['size', 2 ** 53, literal('9007199254740992', 'Edm.Int64')],
    ['score', '1', literal('1', 'Edm.Double')],
    ['templateId', 'x', literal('x', 'Edm.Guid')],
    ['templateId', `{${a}}`, literal(`{${a}}`, 'Edm.Guid')],
    ['startDateTime', '2024-01-01', literal('2024-01-01', 'Edm.DateTimeOffset')],
    ['startDateTime', '2024-01-01T00:00:00', literal('2024-01-01T00:00:00', 'Edm.DateTimeOffset')],
    ['startDateTime', '2023-02-29T00:00:00Z', literal('2023-02-29T00:00:00Z', 'Edm.DateTimeOffset')],
    ['startDateTime', '0001-01-01T00:00:00+01:00', literal('0001-01-01T00:00:00+01:00', 'Edm.DateTimeOffset')],
    ['startDateTime', 0, literal('0', 'Edm.DateTimeOffset')],
    ['birthday', '2023-02-29', literal('2023-02-29', 'Edm.Date')],
    ['birthday', '0000-01-01', literal('0000-01-01', 'Edm.Date')],
    ['lifetime', 'P1M', literal('P1M', 'Edm.Duration')],
    ['lifetime', 'P', literal('P', 'Edm.Duration')],
    ['lifetime', 'PT', literal('PT', 'Edm.Duration')],
    ['thumbprint', 'a', literal('a', 'Edm.Binary')],
    ['thumbprint', 'AB==x', literal('AB==x', 'Edm.Binary')],
    ['signInAudience', 1, literal('1', 'microsoft.graph.audience')],
    ['signInAudience', 'azureadmyorg', invalid('signInAudience')],
    ['notes', 'a\0b', invalid('notes')],
    ['notes', '\ud800', invalid('notes')],
  ])('%s: %j is refused', (name, given, said) => {
    expect(values({ [name]: given })).toBe(said);
  });

  it.each([
    [{ notes: {} }, 'notes', 'StartObject', 'PrimitiveValue'],
    [{ notes: [] }, 'notes', 'StartArray', 'PrimitiveValue'],
    [{ signInAudience: {} }, 'signInAudience', 'StartObject', 'PrimitiveValue'],
    [{ tags: 'x' }, 'tags', 'PrimitiveValue', 'StartArray'],
    [{ tags: {} }, 'tags', 'StartObject', 'StartArray'],
    [{ web: 'x' }, 'web', 'PrimitiveValue', 'StartObject'],
    [{ web: [] }, 'web', 'StartArray', 'StartObject'],
    [{ appRoles: ['x'] }, 'appRoles', 'PrimitiveValue', 'StartObject'],
  ])('%j is refused', (body, name, found, expected) => {
    expect(values(body)).toBe(
      `An unexpected '${found}' node was found for property named '${name}' when reading from the JSON reader. A '${expected}' node was expected.`,
    );
  });

  it('is not repeated where it may be a secret', () => {
    expect(values({ passwordProfile: { password: 12345 } })).toBe(
      "Invalid value specified for property 'password' of resource 'PasswordProfile'.",
    );
  });
});

describe('a value in another spelling', () => {
  it.each([
    ['startDateTime', '2024-01-01T00:00Z', '2024-01-01T00:00:00.000Z'],
    ['startDateTime', '2024-01-01T02:00:00+02:00', '2024-01-01T00:00:00.000Z'],
    ['templateId', a.toUpperCase(), a],
    ['thumbprint', '-_8', '+/8='],
    ['thumbprint', 'AQID', 'AQID'],
    ['lifetime', '-P1DT2H3M4.5S', '-P1DT2H3M4.5S'],
    ['tokenVersion', -2147483648, -2147483648],
    ['tokenVersion', -0, 0],
    ['birthday', '2024-02-29', '2024-02-29'],
    ['score', 1.5, 1.5],
    ['size', -5, -5],
  ])('%s: %j is kept as %j', (name, given, kept) => {
    expect(values({ [name]: given })).toEqual({ [name]: kept });
  });
});
