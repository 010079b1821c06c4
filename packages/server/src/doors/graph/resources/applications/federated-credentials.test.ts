import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, otherTenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
let application: string;
let path: string;
const foreign = '90000000-0000-4000-8000-000000000001';
beforeAll(async () => {
  bench = await openGraphBench();
  const federatedIdentityCredentials = [credential()];
  await bench.seed([
    { id: otherTenant, applications: [{ id: foreign, displayName: 'Theirs', federatedIdentityCredentials }] },
  ]);
});
beforeEach(async () => {
  const { body } = await bench.call('POST', '/applications', { body: { displayName: 'Workload' } });
  application = `/applications/${String(body.id)}`;
  path = `${application}/federatedIdentityCredentials`;
});
afterAll(() => bench.close());

const credential = (more: object = {}) => ({
  name: 'gh-main',
  issuer: 'https://token.actions.example',
  subject: 'repo:contoso/orders:ref:refs/heads/main',
  audiences: ['api://AzureADTokenExchange'],
  ...more,
});
const create = (more: object = {}) => bench.call('POST', path, { body: credential(more) });
const names = async (query = '') =>
  ((await bench.call('GET', `${path}${query}`)).body.value as readonly { readonly name: string }[]).map(
    ({ name }) => name,
  );
const missing = { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } };
const bad = (message: RegExp) => ({
  status: 400,
  body: { error: { code: 'Request_BadRequest', message: expect.stringMatching(message) } },
});

describe('a federated credential', () => {
  it('is made, read by id and by name, changed and deleted', async () => {
    const made = await create({ description: 'The main branch' });
    expect(made).toMatchObject({ status: 201, body: credential({ description: 'The main branch' }) });
    const { id } = made.body as { id: string };
    expect(made.headers.location).toBe(`https://login.example/v1.0${path}/${id}`);
    expect(made.body['@odata.context']).toBe(
      `https://login.example/v1.0/$metadata#applications('${application.split('/')[2]}')/federatedIdentityCredentials/$entity`,
    );
    for (const key of [`/${id}`, '/gh-main', "('gh-main')", "(name='gh-main')", `(id='${id}')`]) {
      expect(await bench.call('GET', `${path}${key}`)).toMatchObject({ status: 200, body: { id } });
    }
    const body = { subject: 'repo:contoso/orders:environment:live', description: null };
    expect(await bench.call('PATCH', `${path}/${id}`, { body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${path}/${id}`)).body).toMatchObject({ ...credential(), ...body });
    expect(await bench.call('DELETE', `${path}(name='gh-main')`)).toMatchObject({ status: 204 });
    for (const method of ['GET', 'DELETE']) expect(await bench.call(method, `${path}/${id}`)).toMatchObject(missing);
    expect(await bench.call('PATCH', `${path}/${id}`, { body })).toMatchObject(missing);
  });

  it('keeps its name', async () => {
    const { body } = await create();
    const rename = (name: string) => bench.call('PATCH', `${path}/${String(body.id)}`, { body: { name } });
    expect(await rename('gh-main')).toMatchObject({ status: 204 });
    expect(await rename('other')).toMatchObject(bad(/name/));
    expect(await names()).toEqual(['gh-main']);
  });

  it('is made by an update of its name when that is preferred', async () => {
    const { name, ...body } = credential();
    const upsert = (headers = {}) => bench.call('PATCH', `${path}(name='${name}')`, { body, headers });
    expect(await upsert()).toMatchObject(missing);
    expect(await upsert({ prefer: 'create-if-missing' })).toMatchObject({ status: 201, body: { name } });
    expect(await upsert({ prefer: 'create-if-missing' })).toMatchObject({ status: 204 });
    expect(await names()).toEqual(['gh-main']);
  });

  it('is not changed by whoever read it before it changed', async () => {
    const { body } = await create();
    const one = `${path}/${String(body.id)}`;
    const headers = { 'if-match': String((await bench.call('GET', one)).headers.etag) };
    expect(await bench.call('PATCH', one, { headers, body: { description: 'one' } })).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', one, { headers, body: { description: 'two' } })).toMatchObject({ status: 412 });
  });

  it.each([
    ['no name', { name: undefined }, /name/],
    ['a name that does not fit a URL', { name: 'a/b' }, /letters/],
    ['a name over 120 characters', { name: 'x'.repeat(121) }, /120/],
    ['an issuer over http', { issuer: 'http://token.actions.example' }, /https/],
    ['an issuer over 600 characters', { issuer: `https://a.example/${'x'.repeat(600)}` }, /600/],
    ['no subject', { subject: undefined }, /subject/],
    ['an empty subject', { subject: '' }, /subject/],
    ['no audience', { audiences: [] }, /exactly one/],
    ['two audiences', { audiences: ['a', 'b'] }, /exactly one/],
    [
      'an expression, which is not understood yet',
      { claimsMatchingExpression: { value: 'x' } },
      /claimsMatchingExpression/,
    ],
    ['keys of its own', { jwks: { keys: [] } }, /jwks/],
  ])('is refused with %s', async (_title, more, reason) => {
    expect(await create(more)).toMatchObject(bad(reason));
    expect(await names()).toEqual([]);
  });

  it('is alone with its name, and with its issuer and subject', async () => {
    await create();
    expect(await create({ subject: 'other' })).toMatchObject(bad(/same value for property name/));
    expect(await create({ name: 'other' })).toMatchObject(bad(/issuer and subject/));
    expect(await create({ name: 'other', subject: credential().subject.toUpperCase() })).toMatchObject({ status: 201 });
    const body = { subject: credential().subject };
    expect(await bench.call('PATCH', `${path}/other`, { body })).toMatchObject(bad(/issuer and subject/));
  });

  it('is one of twenty at most', async () => {
    for (let number = 0; number < 20; number += 1) await create({ name: `n${number}`, subject: `s${number}` });
    expect(await create()).toMatchObject({ status: 403, body: { error: { code: 'Directory_QuotaExceeded' } } });
    expect(await names()).toHaveLength(20);
  });
});

describe('the federated credentials of an application', () => {
  it('are listed page by page, filtered and counted', async () => {
    for (const name of ['a', 'b', 'c']) await create({ name, subject: `s-${name}` });
    const { body } = await bench.call('GET', `${path}?$top=2`);
    expect(body.value).toHaveLength(2);
    const next = String(body['@odata.nextLink']).slice('https://login.example/v1.0'.length);
    expect((await bench.call('GET', next)).body.value).toHaveLength(1);
    expect(await names("?$filter=name eq 'b'")).toEqual(['b']);
    expect(await names("?$filter=subject eq 's-c' and issuer eq 'https://token.actions.example'")).toEqual(['c']);
    expect((await bench.call('GET', `${path}?$count=true&$top=1`)).body['@odata.count']).toBe(3);
    expect((await bench.call('GET', `${path}/$count`)).text).toBe('3');
    expect(await bench.call('GET', `${path}?$filter=description eq 'x'`)).toMatchObject({ status: 400 });
  });

  it.each(['GET', 'POST', 'PATCH', 'DELETE'])('are not there in another tenant, or nowhere: %s', async (method) => {
    for (const id of [foreign, '90000000-0000-4000-8000-00000000000f']) {
      const one = method === 'GET' || method === 'POST' ? '' : '/gh-main';
      const answer = await bench.call(method, `/applications/${id}/federatedIdentityCredentials${one}`, {
        ...(method === 'POST' && { body: credential() }),
        ...(method === 'PATCH' && { body: { description: 'x' } }),
      });
      expect(answer).toMatchObject(missing);
    }
  });
});
