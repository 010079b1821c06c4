import { describe, expect, it } from 'vitest';
import { guid, mapped, user } from './mapped.fixture.js';

describe('an object that stands in several files', () => {
  it('is one object with what all of them say', () => {
    const id = 'abcdef00-0000-4000-8000-000000000001';
    const { items, losses, counts } = mapped({
      'users.json': [user(1, { id, givenName: 'Avery', jobTitle: null })],
      'more/users.json': [user(1, { id: id.toUpperCase(), jobTitle: 'Director' })],
    });
    expect(counts).toEqual({ user: 1 });
    expect(losses).toEqual([]);
    expect(items('users')).toEqual([expect.objectContaining({ givenName: 'Avery', jobTitle: 'Director' })]);
  });

  it('is as the first file says where they differ, and that is told', () => {
    const { items, lines } = mapped({
      'a/users.json': [user(1, { city: 'Lyon', businessPhones: ['1'] })],
      'b/users.json': [user(1, { city: 'Oslo', businessPhones: ['1'] })],
    });
    expect(items('users')).toEqual([expect.objectContaining({ city: 'Lyon' })]);
    expect(lines).toEqual([
      'user user1@contoso.example city: `a/users.json` and `b/users.json` differ; the first is believed',
    ]);
  });
});

describe('what is deleted', () => {
  it.each([{ deletedDateTime: '2030-01-01T00:00:00Z' }, { '@removed': { reason: 'deleted' } }])(
    'is left out and told: %j',
    (more) => {
      const { items, lines } = mapped({ 'users.json': [user(1, more), user(2)] });
      expect(items('users').map(({ id }) => id)).toEqual([guid(2)]);
      expect(lines).toEqual(['user user1@contoso.example: it is deleted']);
    },
  );
});

describe('names that mean something to the language', () => {
  it('are names like others', () => {
    const text = `[{"id":"${guid(1)}","userPrincipalName":"a@contoso.example","accountEnabled":true,"__proto__":{"x":1},"constructor":"c","toString":"t"}]`;
    const { items, lines } = mapped({ 'users.json': JSON.parse(text), 'b/users.json': JSON.parse(text) });
    expect(items('users')).toEqual([{ id: guid(1), userPrincipalName: 'a@contoso.example' }]);
    const reason = 'it is no property that is known here';
    expect(lines).toEqual(
      ['__proto__', 'constructor', 'toString'].map((name) => `user a@contoso.example ${name}: ${reason}`),
    );
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
