import type { CorrelationId, RequestId } from '@gatehouse/model';
import { parseParameters } from '@gatehouse/wire';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../http/index.js';
import { readClientRequest } from './read-token-request.js';
import { withVersionOneResource } from './version-one.js';

const clientId = '11111111-aaaa-4000-8000-000000000001';
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

function post(body: string, over: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    path: '/common/oauth2/v2.0/token',
    params: { tenant: 'common' },
    query: parseParameters(''),
    queryText: '',
    body,
    mediaType: 'application/x-www-form-urlencoded',
    headers: {},
    cookies: {},
    origin: undefined,
    clientAddress: '192.0.2.1',
    userAgent: undefined,
    requestId: '00000000-0000-4000-8000-000000000001' as RequestId,
    correlationId: '00000000-0000-4000-8000-000000000002' as CorrelationId,
    arrivedAt: 0,
    ...over,
  };
}

function basic(id: string, secret: string): Partial<HttpRequest> {
  return { headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` } };
}

/** An assertion that names a subject; nobody verifies it here. */
function assertionOf(subject: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'PS256' })}.${part({ iss: subject, sub: subject, aud: 'x', exp: 1 })}.AAAA`;
}

describe('what a client posts', () => {
  it.each<[title: string, body: string, over: Partial<HttpRequest>, credential: unknown]>([
    ['no credential', `client_id=${clientId}`, {}, { kind: 'none' }],
    [
      'a secret in the form',
      `client_id=${clientId}&client_secret=fake%2Bsecret`,
      {},
      { kind: 'secret', secret: 'fake+secret' },
    ],
    ['a secret in the header', '', basic(clientId, 'fake%2Bsecret'), { kind: 'secret', secret: 'fake+secret' }],
    [
      'a secret in both: the form counts',
      `client_id=${clientId}&client_secret=a`,
      basic(clientId, 'b'),
      { kind: 'secret', secret: 'a' },
    ],
    [
      'an assertion before a secret',
      `client_id=${clientId}&client_secret=a&client_assertion=x.y.z&client_assertion_type=${encodeURIComponent(assertionType)}`,
      {},
      { kind: 'assertion', text: 'x.y.z' },
    ],
    [
      'an assertion that names the client',
      `client_assertion=${assertionOf(clientId)}&client_assertion_type=${encodeURIComponent(assertionType)}`,
      {},
      { kind: 'assertion', text: assertionOf(clientId) },
    ],
    ['a bearer token, by name', `client_id=${clientId}&token_type=bearer`, {}, { kind: 'none' }],
    ['an id in upper case', `client_id=${clientId.toUpperCase()}`, {}, { kind: 'none' }],
    ['parameters that nobody knows', `client_id=${clientId}&x-client-SKU=msal.js.node&clidata=1`, {}, { kind: 'none' }],
    [
      'another scheme in the header',
      `client_id=${clientId}`,
      { headers: { authorization: 'Bearer x' } },
      { kind: 'none' },
    ],
  ])('is read: %s', (_, body, over, credential) => {
    expect(readClientRequest(post(body, over))).toMatchObject({ clientId, credential });
  });

  it.each<[title: string, body: string, over: Partial<HttpRequest>, code: number]>([
    ['another method', '', { method: 'GET' }, 900561],
    ['another content type', `client_id=${clientId}`, { mediaType: 'application/json' }, 9002313],
    ['no content type', `client_id=${clientId}`, { mediaType: '' }, 9002313],
    ['broken percent-encoding', `client_id=${clientId}&scope=%E0%A4%A`, {}, 9002313],
    ['bytes that are not UTF-8', `client_id=${clientId}&scope=%ff`, {}, 9002313],
    ['a zero byte', `client_id=${clientId}&scope=a%00b`, {}, 9002313],
    ['too many parameters', Array.from({ length: 201 }, (__, index) => `p${index}=1`).join('&'), {}, 9002313],
    ['a repeated parameter', `client_id=${clientId}&client_id=${clientId}`, {}, 90023],
    ['no client id', 'grant_type=client_credentials', {}, 900144],
    ['an empty client id', 'client_id=', {}, 900144],
    ['a client id that is no GUID', 'client_id=my-app', {}, 700016],
    ['a client id of zeros', 'client_id=00000000-0000-0000-0000-000000000000', {}, 700038],
    ['a malformed header', `client_id=${clientId}`, { headers: { authorization: 'Basic !' } }, 70002],
    ['an assertion without type', `client_id=${clientId}&client_assertion=x.y.z`, {}, 900144],
    [
      'a type without assertion',
      `client_id=${clientId}&client_assertion_type=${encodeURIComponent(assertionType)}`,
      {},
      900144,
    ],
    ['another type of assertion', `client_id=${clientId}&client_assertion=x&client_assertion_type=saml`, {}, 90023],
    ['a token bound to a key', `client_id=${clientId}&token_type=pop&req_cnf=eyJraWQiOiJ4In0`, {}, 90023],
    ['a key to bind a token to', `client_id=${clientId}&req_cnf=eyJraWQiOiJ4In0`, {}, 90023],
    ['a certificate instead of a token', `client_id=${clientId}&token_type=ssh-cert`, {}, 90023],
    ['claims that are not JSON', `client_id=${clientId}&claims=%7B`, {}, 90023],
  ])('is refused: %s', (_, body, over, code) => {
    expect(readClientRequest(post(body, over))).toMatchObject({ kind: 'refused', code });
  });
});

describe('the version 1 parameter `resource`', () => {
  it.each<[form: string, scope: string | undefined]>([
    ['resource=api://x', 'api://x/.default'],
    ['resource=https://x.example/', 'https://x.example//.default'],
    ['resource=api://x&scope=openid profile other', 'openid profile api://x/.default'],
    ['scope=User.Read', 'User.Read'],
    ['scope=openid', 'openid'],
    ['scope=openid&username=ada', 'openid'],
    ['', undefined],
    // What is redeemed remembers its resource.
    ['scope=openid profile&code=x', undefined],
    ['scope=openid&refresh_token=x', undefined],
    ['scope=openid&device_code=x', undefined],
    ['scope=openid User.Read&code=x', 'openid User.Read'],
    ['scope=openid&resource=api://x&code=x', 'openid api://x/.default'],
  ])('%s means scope %s', (form, scope) => {
    const fields = withVersionOneResource(parseParameters(form.replaceAll(' ', '+')), 1);
    expect(typeof fields === 'function' && fields('scope')).toBe(scope);
  });

  it('is refused at version 2', () => {
    expect(withVersionOneResource(parseParameters('resource=api://x'), 2)).toMatchObject({
      kind: 'refused',
      code: 901002,
    });
  });
});
