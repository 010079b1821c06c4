import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { avery, type GraphBench, openGraphBench, otherTenant, personId } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const names = (body: Readonly<Record<string, unknown>>) =>
  (body.value as readonly { readonly displayName: string }[]).map(({ displayName }) => displayName);

describe('listing users', () => {
  it('walks every person exactly once, page by page, by absolute links', async () => {
    const seen: string[] = [];
    let url: string | undefined = '/users?$top=2&$select=displayName';
    for (let page = 0; url !== undefined && page < 5; page += 1) {
      const { body } = await bench.call('GET', url);
      seen.push(...names(body));
      const next = body['@odata.nextLink'] as string | undefined;
      expect(next ?? 'https://login.example/v1.0/users?').toMatch(/^https:\/\/login\.example\/v1\.0\/users\?/);
      url = next?.slice('https://login.example/v1.0'.length);
    }
    expect(seen.sort()).toEqual(['avery', 'blake', 'casey', 'drew', 'ellis']);
  });

  it.each([
    ["$filter=displayName eq 'BLAKE'", ['blake']],
    ["$filter=startswith(displayName,'d') or startswith(mail,'x')", ['drew']],
    ["$filter=userPrincipalName in ('casey@contoso.example','nobody@contoso.example')", ['casey']],
    ["$filter=userType eq 'Member' and startsWith(displayName,'e')", ['ellis']],
    ['$orderby=displayName desc&$top=2', ['ellis', 'drew']],
    ['$filter=accountEnabled eq false', []],
    ["$filter=businessPhones/any(p:p eq 'x')&$count=true", []],
  ])('answers ?%s', async (query, expected) => {
    const { status, body } = await bench.call('GET', `/users?${query}`, { headers: { ConsistencyLevel: 'eventual' } });
    expect({ status, names: names(body) }).toEqual({ status: 200, names: expected });
  });

  it.each([
    ["$filter=endswith(mail,'x')", [] as string[]],
    ["$filter=displayName ne 'blake'", ['avery', 'casey', 'drew', 'ellis']],
    ["$filter=not(startswith(displayName,'a'))", ['blake', 'casey', 'drew', 'ellis']],
    ['$search="displayName:bla"', ['blake']],
    ["$filter=startswith(userPrincipalName,'c')&$orderby=displayName", ['casey']],
  ])('answers the advanced query ?%s to those who ask for it, with the count', async (query, expected) => {
    expect(await bench.call('GET', `/users?${query}`)).toMatchObject({ status: 400 });
    const headers = { ConsistencyLevel: 'eventual' };
    const { status, body } = await bench.call('GET', `/users?${query}&$count=true`, { headers });
    expect({ status, count: body['@odata.count'], names: names(body).sort() }).toEqual({
      status: 200,
      count: expected.length,
      names: expected,
    });
  });

  it('counts, as plain text', async () => {
    const headers = { ConsistencyLevel: 'eventual' };
    expect(await bench.call('GET', '/users/$count', { headers })).toMatchObject({ status: 200, text: '5' });
    expect(await bench.call('GET', '/users/$count')).toMatchObject({ status: 400 });
  });

  it.each([
    '$top=0',
    '$top=1000',
    '$top=x',
    '$skiptoken=broken',
    '$filter=x',
    "$filter=nothing eq 'x'",
    '$top=1&$top=2',
    '$select=nothing',
    '$skip=1',
    '%zz',
  ])('refuses ?%s', async (query) => {
    expect(await bench.call('GET', `/users?${query}`)).toMatchObject({ status: 400 });
  });

  it('takes no page token to another query', async () => {
    const { body } = await bench.call('GET', '/users?$top=2&$orderby=displayName');
    const token = new URL(body['@odata.nextLink'] as string).searchParams.get('$skiptoken') ?? '';
    expect(await bench.call('GET', `/users?$top=2&$skiptoken=${token}`)).toMatchObject({ status: 400 });
  });
});

describe('one user', () => {
  it.each([avery, 'avery@contoso.example', 'AVERY@contoso.example'])('is found by %s', async (key) => {
    expect(await bench.call('GET', `/users/${key}`)).toMatchObject({ status: 200, body: { id: avery } });
  });

  it("is found by its name in parentheses, and as '/me'", async () => {
    const path = "/users(userPrincipalName='avery@contoso.example')";
    expect(await bench.call('GET', path)).toMatchObject({ status: 200, body: { id: avery } });
    expect(await bench.call('GET', '/me')).toMatchObject({ status: 200, body: { id: avery } });
  });

  it.each(['70000000-0000-4000-8000-00000000000f', 'nobody@contoso.example', "' or 1=1 --", 'zero%00byte'])(
    'answers 404 for %s',
    async (key) => {
      expect(await bench.call('GET', `/users/${key}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'Request_ResourceNotFound' } },
      });
    },
  );

  it('has no answer for an application without a person', async () => {
    expect(await bench.call('GET', '/me', { as: 'app' })).toMatchObject({
      status: 400,
      body: { error: { code: 'BadRequest' } },
    });
  });

  it('shows those who may read only basic profiles no more of others, and everything of themselves', async () => {
    const how = { as: personId('blake'), scopes: ['User.ReadBasic.All'] };
    const query = '$select=id,displayName,accountEnabled';
    expect(await bench.call('GET', `/users/${avery}?${query}`, how)).toMatchObject({
      body: { displayName: 'avery', accountEnabled: null },
    });
    expect(await bench.call('GET', `/me?${query}`, { ...how, scopes: ['User.Read'] })).toMatchObject({
      body: { accountEnabled: true },
    });
  });
});

describe('a new user', () => {
  const draft = (name: string) => ({
    accountEnabled: true,
    displayName: `The ${name}`,
    mailNickname: name,
    userPrincipalName: `${name}@contoso.example`,
    passwordProfile: { password: 'Fake-Pass-123', forceChangePasswordNextSignIn: true },
  });

  it('is answered with its id and place, found again, and never with its password', async () => {
    const made = await bench.call('POST', '/users', { body: { ...draft('gardener'), city: 'Oslo' } });
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    expect(made.headers.location).toBe(`https://login.example/v1.0/users/${id}`);
    expect(made.text).not.toContain('Fake-Pass');
    const { body, text } = await bench.call('GET', `/users/${id}?$select=city,mailNickname,passwordProfile,userType`);
    expect(body).toMatchObject({ city: 'Oslo', mailNickname: 'gardener', userType: 'Member' });
    expect(text).not.toContain('Fake-Pass');
    const entries = await bench.call('GET', "/users?$filter=mailNickname eq 'GARDENER'&$select=displayName");
    expect(names(entries.body)).toEqual(['The gardener']);
  });

  it.each([
    ['a name that is taken', { userPrincipalName: 'blake@contoso.example' }],
    ['a name of a domain that is not the tenant’s', { userPrincipalName: 'x@fabrikam.example' }],
    ['no password', { passwordProfile: undefined }],
    ['a weak password', { passwordProfile: { password: 'password' } }],
    ['no display name', { displayName: undefined }],
    ['a property that users do not have', { shoeSize: 43 }],
    ['a property that is given by the service', { createdDateTime: '2020-01-01T00:00:00Z' }],
    ['a value of another type', { accountEnabled: 'yes' }],
    ['a text that is too long', { displayName: 'x'.repeat(257) }],
    ['a country that is none', { usageLocation: 'Norway' }],
    ['a name with a zero byte', { displayName: 'a\u0000b' }],
  ])('is refused with %s, and nothing is kept', async (_title, change) => {
    const before = await bench.directory.userByName(
      '10000000-0000-4000-8000-000000000001' as never,
      'refused@contoso.example',
    );
    const answer = await bench.call('POST', '/users', { body: { ...draft('refused'), ...change } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect(before).toBeUndefined();
    expect(await bench.call('GET', '/users/refused@contoso.example')).toMatchObject({ status: 404 });
  });

  it('is refused when the body is no JSON, or no object', async () => {
    expect(await bench.call('POST', '/users', { body: '{' })).toMatchObject({ status: 400 });
    expect(await bench.call('POST', '/users', { body: '[]' })).toMatchObject({ status: 400 });
  });
});

describe('a change of a user', () => {
  it('changes what the body names, and answers with nothing', async () => {
    const path = `/users/${personId('casey')}`;
    const answer = await bench.call('PATCH', path, {
      body: { jobTitle: 'Baker', city: 'Bergen', mobilePhone: '+1 555 0100' },
    });
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
    const query = '$select=jobTitle,city,displayName,mobilePhone';
    expect((await bench.call('GET', `${path}?${query}`)).body).toMatchObject({
      jobTitle: 'Baker',
      city: 'Bergen',
      displayName: 'casey',
    });
    await bench.call('PATCH', path, { body: { city: null } });
    expect((await bench.call('GET', `${path}?${query}`)).body).toMatchObject({ city: null, jobTitle: 'Baker' });
  });

  it('is refused when the user has changed since it was read', async () => {
    const path = `/users/${personId('drew')}`;
    const { headers } = await bench.call('GET', path);
    const match = { 'if-match': String(headers.etag) };
    expect(await bench.call('PATCH', path, { headers: match, body: { jobTitle: 'One' } })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('PATCH', path, { headers: match, body: { jobTitle: 'Two' } })).toMatchObject({
      status: 412,
    });
    expect((await bench.call('GET', path)).body).toMatchObject({ jobTitle: 'One' });
  });

  it('by the person is limited to what is the person’s own', async () => {
    const how = { as: personId('ellis'), scopes: ['User.ReadWrite'] };
    expect(await bench.call('PATCH', '/me', { ...how, body: { mobilePhone: '+1 555 0101' } })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('PATCH', '/me', { ...how, body: { jobTitle: 'Chief' } })).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', `/users/${avery}`, { ...how, body: { mobilePhone: '1' } })).toMatchObject({
      status: 403,
    });
  });

  it('by an app with a permission for single properties reaches no other', async () => {
    const path = `/users/${personId('ellis')}`;
    const how = { as: 'app', roles: ['User-Mail.ReadWrite.All'] } as const;
    expect(await bench.call('PATCH', path, { ...how, body: { otherMails: ['e@x.example'] } })).toMatchObject({
      status: 204,
    });
    const both = { otherMails: ['f@x.example'], displayName: 'Chief' };
    expect(await bench.call('PATCH', path, { ...how, body: both })).toMatchObject({ status: 403 });
    expect((await bench.call('GET', `${path}?$select=otherMails`)).body).toMatchObject({ otherMails: ['e@x.example'] });
  });

  it('cannot disable the last administrator', async () => {
    const answer = await bench.call('PATCH', '/me', { body: { accountEnabled: false } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect((await bench.call('GET', '/me?$select=accountEnabled')).body).toMatchObject({ accountEnabled: true });
  });
});

describe('ending sessions', () => {
  it('moves the moment from which tokens are honoured', async () => {
    const query = '$select=signInSessionsValidFromDateTime';
    const before = (await bench.call('GET', `/me?${query}`)).body.signInSessionsValidFromDateTime as string;
    const answer = await bench.call('POST', '/me/revokeSignInSessions');
    expect(answer).toMatchObject({
      status: 200,
      body: { '@odata.context': expect.stringContaining('#Edm.Boolean'), value: true },
    });
    const after = (await bench.call('GET', `/me?${query}`)).body.signInSessionsValidFromDateTime as string;
    expect(Date.parse(after)).toBeGreaterThan(Date.parse(before));
  });
});

describe('deleting a user', () => {
  it('takes the user out of the directory', async () => {
    const body = {
      accountEnabled: true,
      displayName: 'gone',
      mailNickname: 'gone',
      userPrincipalName: 'gone@contoso.example',
      passwordProfile: { password: 'Fake-Pass-123' },
    };
    const made = await bench.call('POST', '/users', { body });
    const path = `/users/${String(made.body.id)}`;
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await bench.call('GET', path)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 404 });
  });

  it('is refused for the last administrator', async () => {
    expect(await bench.call('DELETE', `/users/${avery}`)).toMatchObject({ status: 400 });
  });
});

describe('users of another tenant', () => {
  const mallory = personId('mallory');
  it.each([
    ['GET', `/users/${mallory}`],
    ['GET', '/users/mallory@fabrikam.example'],
    ['PATCH', `/users/${mallory}`],
    ['DELETE', `/users/${mallory}`],
  ])('are not there: %s %s', async (method, url) => {
    const answer = await bench.call(method, url, method === 'PATCH' ? { body: { jobTitle: 'x' } } : {});
    expect(answer).toMatchObject({ status: 404 });
  });

  it('are in no list, filtered or not', async () => {
    const { body } = await bench.call('GET', `/users?$filter=id eq '${mallory}'`);
    expect(body.value).toEqual([]);
    const theirs = await bench.call('GET', '/users', { tenant: otherTenant, as: mallory, scopes: ['User.Read.All'] });
    expect(names(theirs.body)).toEqual(['mallory']);
  });
});
