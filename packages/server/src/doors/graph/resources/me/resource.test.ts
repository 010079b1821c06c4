import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { avery, type GraphBench, openGraphBench } from '../../graph-bench.fixture.js';
import { me } from './resource.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

describe('GET /me', () => {
  it('is the signed-in person, with the properties that Graph returns unasked', async () => {
    expect(await bench.call(me, '/me')).toEqual({
      status: 200,
      body: {
        '@odata.context': 'https://login.example/v1.0/$metadata#users/$entity',
        businessPhones: [],
        displayName: 'avery',
        givenName: null,
        jobTitle: null,
        mail: null,
        mobilePhone: null,
        officeLocation: null,
        preferredLanguage: null,
        surname: null,
        userPrincipalName: 'avery@contoso.example',
        id: avery,
      },
    });
  });

  it('returns what is selected, and refuses a property that users do not have', async () => {
    const { body } = await bench.call(me, '/me', { query: '$select=displayName,accountEnabled' });
    expect(body).toEqual({
      '@odata.context': 'https://login.example/v1.0/$metadata#users(displayName,accountEnabled)/$entity',
      displayName: 'avery',
      accountEnabled: true,
    });
    expect(await bench.call(me, '/me', { query: '$select=passwordHash' })).toMatchObject({ status: 400 });
  });

  it('has no answer for an application without a person', async () => {
    expect(await bench.call(me, '/me', { as: 'app' })).toEqual({ status: 400, body: { code: 'BadRequest' } });
  });
});
