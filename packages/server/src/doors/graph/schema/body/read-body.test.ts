import { describe, expect, it } from 'vitest';
import { application } from '../sample.fixture.js';
import { a, b, create, message, update, values } from './body-bench.fixture.js';
import { mostBinds, readBody } from './read-body.js';

describe('a body', () => {
  it('gives back what it holds and nothing else, in normal form', () => {
    const body = {
      displayName: 'App',
      templateId: a.toUpperCase(),
      startDateTime: '2024-02-29T23:30:00.1234567-01:00',
      signInAudience: 'AzureADMyOrg',
      web: { redirectUris: ['https://app.example/callback'] },
      tags: [],
      notes: null,
    };
    expect(readBody(application, body, 'create')).toEqual({
      kind: 'body',
      values: { ...body, templateId: a, startDateTime: '2024-03-01T00:30:00.123Z' },
      binds: {},
    });
  });

  it.each([[[]], ['text'], [7], [null]])('that is %j and no object is refused', (body) => {
    expect(update(body)).toMatchObject({
      status: 400,
      code: 'BadRequest',
      message:
        'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    });
  });

  it('that is empty is refused', () => {
    expect(update(undefined)).toMatchObject({ code: 'BadRequest', message: 'Empty Payload. JSON content expected.' });
  });

  it('may change nothing', () => {
    expect(update({})).toEqual({ kind: 'body', values: {}, binds: {} });
  });

  it('is refused with status 400 and Request_BadRequest', () => {
    expect(update({ nothing: 1 })).toMatchObject({ kind: 'error', status: 400, code: 'Request_BadRequest' });
  });
});

describe('a property', () => {
  it.each([
    ['that is not declared', { nothing: 1 }, "Invalid property 'nothing'."],
    ['written in other letter case', { DisplayName: 'x' }, "Invalid property 'DisplayName'."],
    ['inside another that is not declared', { web: { nothing: 1 } }, "Invalid property 'nothing'."],
    ['that is read-only', { createdDateTime: null }, "Property 'createdDateTime' is read-only and cannot be set."],
    ['that never changes', { uniqueName: 'x' }, "Property 'uniqueName' is read-only and cannot be set."],
    ['inherited, such as id,', { id: a }, "Property 'id' is read-only and cannot be set."],
    ['that is a navigation', { owners: [] }, "Property 'owners' is read-only and cannot be set."],
    [
      'of an extension that is not there',
      { extension_0_x: 1 },
      'The following extension properties are not available: extension_0_x.',
    ],
  ])('%s is refused in an update', (_, body, said) => {
    expect(message(update(body))).toBe(said);
  });

  it('that never changes may be set when the entity is made', () => {
    expect(create({ uniqueName: 'x' })).toMatchObject({ values: { uniqueName: 'x' } });
  });

  it('that is read-only is refused when the entity is made, too', () => {
    expect(message(create({ appId: a }))).toBe("Property 'appId' is read-only and cannot be set.");
  });

  it('may be the id of the very entity that is updated', () => {
    expect(values({ id: a }, { id: a })).toEqual({});
    expect(values({ id: b }, { id: a })).toBe("Property 'id' is read-only and cannot be set.");
    expect(message(create({ id: a }, { id: a }))).toBe("Property 'id' is read-only and cannot be set.");
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a b', 'a'.repeat(128).concat('b'), ''])(
    'called %j is refused, and changes no object',
    (name) => {
      const body: unknown = JSON.parse(`{${JSON.stringify(name)}: {"polluted": true}}`);
      expect(values(body, { openProperty: () => 'any' })).toBe(`Invalid property '${name.slice(0, 128)}'.`);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );
});

describe('a bind', () => {
  const binds = ['owners', 'manager'];
  const link = (id: string) => `https://login.example/v1.0/directoryObjects/${id}`;

  it('is given back as it was written', () => {
    const body = { 'owners@odata.bind': [link(a), link(b)], 'manager@odata.bind': link(a) };
    expect(create(body, { binds })).toMatchObject({
      values: { displayName: 'App' },
      binds: { owners: [link(a), link(b)], manager: [link(a)] },
    });
  });

  it('is refused where none is allowed', () => {
    expect(message(create({ 'owners@odata.bind': [link(a)] }))).toBe("Invalid property 'owners@odata.bind'.");
  });

  it.each([
    [{ 'owners@odata.bind': link(a) }, /A 'StartArray' node was expected/],
    [{ 'manager@odata.bind': [link(a)] }, /A 'PrimitiveValue' node was expected/],
    [
      { 'owners@odata.bind': [7] },
      /^Invalid value specified for property 'owners@odata.bind' of resource 'Application'/,
    ],
    [{ 'owners@odata.bind': [''] }, /^Invalid value/],
    [{ 'manager@odata.bind': null }, /^Invalid value/],
    [{ 'manager@odata.bind': link('x'.repeat(2048)) }, /^Invalid value/],
    [{ 'owners@odata.bind': [link(a), link(a)] }, /duplicate values/],
    [
      { 'owners@odata.bind': Array.from({ length: mostBinds + 1 }, (_, index) => link(String(index))) },
      /^No more than 20/,
    ],
  ])('is refused: %#', (body, said) => {
    expect(message(create(body, { binds }))).toMatch(said);
  });
});
