import { parseParameters } from '@gatehouse/wire';
import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpRequest } from '../../http/index.js';
import { descriptionRoutes } from './description-routes.js';

const routes = descriptionRoutes({ baseUrl: 'https://x.example' });

function get(url: string): Promise<HttpAnswer> {
  const [path = '', queryText = ''] = url.split('?');
  const route = routes.find((one) => one.path === path);
  if (route === undefined) throw new Error(`nothing at ${path}`);
  return route.handle({ path, queryText, query: parseParameters(queryText), headers: {}, arrivedAt: 0 } as HttpRequest);
}

describe('the permission explorer', () => {
  const explore = async (query: string) => {
    const { status, body = '{}' } = await get(`/gatehouse/v1/permissions/explore?${query}`);
    return { status, body: JSON.parse(body) as Record<string, unknown> };
  };

  it('tells what lets somebody make a call, from least to most privileged', async () => {
    const { status, body } = await explore('method=GET&path=/users/ann@contoso.example');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      method: 'GET',
      path: '/users/:user',
      delegated: expect.arrayContaining([expect.objectContaining({})]),
      withoutRole: expect.arrayContaining(['member']),
    });
    expect(JSON.stringify(body.delegated)).toMatch(/User\.Read.*User\.ReadBasic\.All.*Directory\.ReadWrite\.All/);
  });

  it('takes the version in front, and the properties that a change would give', async () => {
    const plain = await explore('method=PATCH&path=/v1.0/users/x&properties=jobTitle');
    expect(plain.body.actions).toEqual([['microsoft.directory/users/basic/update']]);
    const password = await explore('method=PATCH&path=/beta/users/x&properties=passwordProfile');
    expect(password.body.actions).toEqual([['microsoft.directory/users/password/update']]);
  });

  it.each([
    ['path=/nothing/here', 404],
    ['method=DELETE&path=/me/photo', 404],
    ['path=users', 400],
    ['', 400],
    ['path=%zz', 400],
  ])('answers %s with %d', async (query, status) => {
    expect(await explore(query)).toMatchObject({ status });
  });
});

describe('the documents', () => {
  it.each(['v1.0', 'beta'])('of %s are there for everybody', async (version) => {
    const metadata = await get(`/${version}/$metadata`);
    expect(metadata).toMatchObject({ status: 200, headers: { 'content-type': 'application/xml' } });
    const openapi = await get(`/gatehouse/v1/graph/${version}/openapi.json`);
    expect(JSON.parse(openapi.body ?? '')).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: `https://x.example/${version}` }],
    });
  });
});
