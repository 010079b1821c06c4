// Attacks across tenants: what one tenant gave is presented in another, at every door (ASVS 8.4.1).
import type { TenantId } from '@gatehouse/model';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorizeAddress } from '../support/authorize-address.js';
import { answerFields } from '../support/browser.js';
import { completeSignIn, openBrowser } from '../support/browserless-sign-in.js';
import { type CompatPlatform, startCompatPlatform } from '../support/compat-platform.js';
import { apps, ledgerUri, people, redirectUris, secrets, tenants, userIds } from '../support/compat-seed.js';
import { askToken, authorize, callApi, redeem, tokensFor } from '../support/honest-client.js';

let platform: CompatPlatform;
/** The application that both tenants know. */
const everybody = { client_id: apps.everybody, redirect_uri: redirectUris.everybody };
const everybodyClient = { ...everybody, client_secret: secrets.everybody };
const scope = 'openid offline_access User.Read';
const { contoso, fabrikam } = tenants;

beforeAll(async () => {
  platform = await startCompatPlatform();
});
afterAll(() => platform.stop());

describe('what belongs to one tenant, presented at the token endpoint of another', () => {
  test('a code is refused, and is still its owner’s', async () => {
    const { code } = await authorize(platform, { ...everybody, scope });
    expect((await redeem(platform, code, everybodyClient, fabrikam)).body.error_codes).toEqual([700005]);
    expect((await redeem(platform, code, everybodyClient)).status).toBe(200);
  });

  test('a refresh token is refused', async () => {
    const { code } = await authorize(platform, { ...everybody, scope });
    const { body } = await redeem(platform, code, everybodyClient);
    const { client_id, client_secret } = everybodyClient;
    const form = { grant_type: 'refresh_token', client_id, client_secret, refresh_token: body.refresh_token };
    expect((await askToken(platform, form, fabrikam)).body.error_codes).toEqual([16000]);
    expect(decodeJwt((await askToken(platform, form)).body.access_token ?? '').tid).toBe(contoso);
  });

  test('an application that is at home in one gets nothing in the other, with its good secret', async () => {
    const form = { grant_type: 'client_credentials', client_id: apps.daemon, client_secret: secrets.daemon };
    const { body } = await askToken(platform, { ...form, scope: `${ledgerUri}/.default` }, fabrikam);
    expect([body.access_token, body.error_codes]).toEqual([undefined, [700016]]);
  });

  test('a token is no assertion there', async () => {
    const { access_token: assertion } = await tokensFor(platform, `api://${apps.gateway}/access_as_user`);
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: apps.gateway,
      client_secret: secrets.gateway,
      assertion,
      requested_token_use: 'on_behalf_of',
      scope: `${ledgerUri}/Ledger.Read`,
    };
    expect((await askToken(platform, form)).status).toBe(200);
    const { body } = await askToken(platform, form, fabrikam);
    expect([body.access_token, body.error]).toEqual([undefined, 'invalid_grant']);
  });
});

describe('a session of one tenant', () => {
  test('signs nobody in at the authority of another', async () => {
    const browser = openBrowser(platform);
    await completeSignIn(browser, authorizeAddress(platform.baseUrl, everybody), people.ann);
    const silent = { ...everybody, prompt: 'none' };
    expect(answerFields(await browser.send(authorizeAddress(platform.baseUrl, silent))).code).toBeDefined();
    const elsewhere = answerFields(await browser.send(authorizeAddress(platform.baseUrl, silent, fabrikam)));
    expect([elsewhere.code, elsewhere.error]).toEqual([undefined, 'interaction_required']);
  });
});

describe('a token of one tenant at Graph', () => {
  test('sees its own tenant and nobody of another, by whatever name', async () => {
    const { access_token: token } = await tokensFor(platform, 'openid User.Read');
    const organization = await callApi(platform, '/v1.0/organization', token);
    expect(organization.body).toMatchObject({ value: [{ id: contoso }] });
    for (const key of [userIds.fay, people.fay.userName, `${fabrikam}/users/${userIds.fay}`]) {
      const answer = await callApi(platform, `/v1.0/users/${key}`, token);
      expect([400, 403, 404]).toContain(answer.status);
      expect(JSON.stringify(answer.body)).not.toContain('Fay');
    }
  });

  test('cannot be turned into another tenant’s by the tenant’s own key: keys are per tenant', async () => {
    const { access_token: good = '' } = await tokensFor(platform, 'openid User.Read');
    const signer = await platform.parts.keys.signer(contoso as TenantId, 'RS256');
    const signed = async (claims: object): Promise<string> => {
      const [header = ''] = good.split('.');
      const text = `${header}.${Buffer.from(JSON.stringify({ ...decodeJwt(good), ...claims })).toString('base64url')}`;
      return `${text}.${Buffer.from(await signer.sign(Buffer.from(text))).toString('base64url')}`;
    };
    expect((await callApi(platform, '/v1.0/me', await signed({}))).status).toBe(200);
    const { iss = '' } = decodeJwt(good);
    for (const claims of [
      { tid: fabrikam, iss: iss.replace(contoso, fabrikam), oid: userIds.fay },
      { tid: fabrikam, oid: userIds.fay },
      { iss: iss.replace(contoso, fabrikam) },
      { tid: tenants.unknown, iss: iss.replace(contoso, tenants.unknown) },
    ]) {
      expect((await callApi(platform, '/v1.0/me', await signed(claims))).status).toBe(401);
    }
  });
});

/** RFC 9207, RFC 9700 §4.4. */
describe('mix-up of two tenants', () => {
  test('every answer names its issuer, so that a client tells whose code it holds', async () => {
    const issuer = (tenant: string): string => `${platform.baseUrl}/${tenant}/v2.0`;
    const atContoso = await authorize(platform, everybody);
    const atFabrikam = await authorize(platform, everybody, people.fay, fabrikam);
    expect([atContoso.iss, atFabrikam.iss]).toEqual([issuer(contoso), issuer(fabrikam)]);
    for (const tenant of [contoso, fabrikam]) {
      const refused = { ...everybody, prompt: 'none' };
      const answer = await openBrowser(platform).send(authorizeAddress(platform.baseUrl, refused, tenant));
      expect(answerFields(answer)).toMatchObject({ error: 'login_required', iss: issuer(tenant) });
      const metadata = await platform.fetch(`${issuer(tenant)}/.well-known/openid-configuration`);
      expect(await metadata.json()).toMatchObject({
        issuer: issuer(tenant),
        authorization_response_iss_parameter_supported: true,
      });
    }
  });

  test('a code that was sent to the wrong token endpoint is of no use there', async () => {
    const { code } = await authorize(platform, everybody, people.fay, fabrikam);
    expect((await redeem(platform, code, everybodyClient, contoso)).body.error_codes).toEqual([700005]);
  });
});
