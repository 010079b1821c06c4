import { describe, expect, it } from 'vitest';
import { errorAnswer } from '../../graph-error.js';
import { application } from '../sample.fixture.js';
import { a, b, message, role, update, values } from './body-bench.fixture.js';
import { readBody } from './read-body.js';
import { mostElements } from './read-value.js';

describe('a value that is required', () => {
  const missing = (name: string, owner: string) => `A value is required for property '${name}' of resource '${owner}'.`;

  it('is missed in a new entity', () => {
    expect(message(readBody(application, {}, 'create'))).toBe(missing('displayName', 'Application'));
  });

  it('is not missed in an update', () => {
    expect(values({ notes: 'x' })).toEqual({ notes: 'x' });
  });

  it('cannot be null, in an update either', () => {
    expect(values({ displayName: null })).toBe(missing('displayName', 'Application'));
  });

  it('cannot be an empty text', () => {
    expect(values({ displayName: '' })).toBe(
      "Invalid value specified for property 'displayName' of resource 'Application'.",
    );
    expect(values({ notes: '' })).toEqual({ notes: '' });
  });

  it('is missed in elements of a collection in an update, too, since they are made anew', () => {
    expect(values({ appRoles: [{ id: a, allowedMemberTypes: [] }] })).toBe(missing('displayName', 'AppRole'));
  });
});

describe('null', () => {
  it.each([
    ['isFallback', { isFallback: null }, 'isFallback', 'Edm.Boolean'],
    ['a collection', { tags: null }, 'tags', 'Collection(Edm.String)'],
    ['a collection of structured values', { appRoles: null }, 'appRoles', 'Collection(microsoft.graph.appRole)'],
    ['a property of a structured value', { web: { homePageUrl: null } }, 'homePageUrl', 'Edm.String'],
  ])('is refused for %s', (_, body, name, type) => {
    expect(values(body)).toBe(
      `A null value was found for the property named '${name}', which has the expected type '${type}[Nullable=False]'. The expected type '${type}[Nullable=False]' does not allow null values.`,
    );
  });

  it('is refused as an element', () => {
    expect(values({ tags: [null] })).toMatch(/^A null value was detected in the items of a collection/);
  });

  it('takes a value away where one may be absent', () => {
    expect(values({ notes: null, web: null, startDateTime: null })).toEqual({
      notes: null,
      startDateTime: null,
      web: null,
    });
  });
});

describe('a limit', () => {
  const tooLong = (name: string, owner = 'Application') =>
    `Invalid value specified for property '${name}' of resource '${owner}'.`;

  it.each([
    [{ displayName: 'x'.repeat(257) }, tooLong('displayName')],
    [{ tags: ['x'.repeat(11)] }, tooLong('tags')],
    [{ thumbprint: 'AQIDBAU=' }, tooLong('thumbprint')],
    [{ startDateTime: `2024-01-01T00:00:00.${'0'.repeat(40)}Z` }, expect.stringContaining('Cannot convert')],
    [{ web: { redirectUris: ['a', 'b', 'c', 'd'] } }, tooLong('redirectUris', 'WebApplication')],
    [{ log: Array.from({ length: mostElements + 1 }, () => 'x') }, tooLong('log')],
    [{ info: { supportUrl: 'x'.repeat(32_769) } }, tooLong('supportUrl', 'InformationalUrl')],
  ])('is held: %#', (body, said) => {
    expect(values(body)).toEqual(said);
  });

  it('lets through what just fits', () => {
    const body = { displayName: 'x'.repeat(256), tags: ['x'.repeat(10)], thumbprint: 'AQIDBA==' };
    expect(values(body)).toEqual(body);
  });

  it('is told in the details, with the way to the property', () => {
    const refused = update({ web: { redirectUris: ['x'.repeat(257)] } });
    const said = "Invalid value specified for property 'redirectUris' of resource 'WebApplication'.";
    expect(refused).toMatchObject({
      message: said,
      details: [{ code: 'InvalidLength', message: said, target: 'web.redirectUris' }],
    });
    const request = { arrivedAt: 0, requestId: 'r', correlationId: 'c' } as unknown as Parameters<
      typeof errorAnswer
    >[1];
    const answer = refused.kind === 'error' ? JSON.parse(errorAnswer(refused, request).body ?? '') : undefined;
    expect(answer.error.details).toEqual([{ code: 'InvalidLength', message: said, target: 'web.redirectUris' }]);
  });
});

describe('a set', () => {
  const duplicate = 'Request contains a property with duplicate values.';
  it.each([
    ['texts', { tags: ['a', 'a'] }],
    ['GUIDs in different letter case', { clients: [a, a.toUpperCase()] }],
    [
      'elements that agree in everything',
      {
        keyCredentials: [
          { keyId: a, displayName: 'x' },
          { displayName: 'x', keyId: a },
        ],
      },
    ],
    ['elements that agree in an id', { appRoles: [role(), role({ displayName: 'Other' })] }],
    ['elements that agree in a value', { appRoles: [role({ value: 'v' }), role({ id: b, value: 'v' })] }],
  ])('refuses %s', (_, body) => {
    expect(values(body)).toBe(duplicate);
  });

  it('takes elements that differ, and absent values beside each other', () => {
    const body = { appRoles: [role({ value: null }), role({ id: b, value: null })], tags: ['a', 'A'] };
    expect(values(body)).toMatchObject({ tags: ['a', 'A'] });
  });

  it('is not what a collection is that may repeat itself', () => {
    expect(values({ log: ['a', 'a'] })).toEqual({ log: ['a', 'a'] });
  });
});

describe('a structured value', () => {
  it('holds in an update what it names, and no more', () => {
    expect(values({ web: { implicitGrantSettings: { enableIdTokenIssuance: true } } })).toEqual({
      web: { implicitGrantSettings: { enableIdTokenIssuance: true } },
    });
  });

  it('keeps read-only parts from being written', () => {
    expect(values({ appRoles: [role({ origin: 'Application' })] })).toBe(
      "Property 'origin' is read-only and cannot be set.",
    );
  });

  it('in a collection is made anew, so that what never changes may be given', () => {
    expect(values({ keyCredentials: [{ createdOnce: 'x' }] })).toEqual({ keyCredentials: [{ createdOnce: 'x' }] });
  });
});
