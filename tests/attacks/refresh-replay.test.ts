import type { StartedPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerFields, Browser } from '../support/browser.js';
import {
  authorizeUrl,
  cliApp,
  contoso,
  ledger,
  passwords,
  startInteractivePlatform,
  verifier,
} from '../support/interactive-platform.js';
import { signInAs } from '../support/sign-in-as.js';

let running: StartedPlatform;
const redirectUri = 'http://localhost';
const ledgerRead = `${ledger}/Ledger.Read`;
const scope = `openid offline_access ${ledgerRead} User.Read`;

beforeAll(async () => {
  running = await startInteractivePlatform();
});
afterAll(() => running.stop());

interface Tokens {
  readonly refresh_token: string;
  readonly error_codes?: readonly number[];
  readonly suberror?: string;
}

async function redeem(form: Readonly<Record<string, string>>): Promise<Tokens> {
  const body = new URLSearchParams({ client_id: cliApp, ...form });
  const answer = await fetch(`${running.baseUrl}/${contoso}/oauth2/v2.0/token`, { method: 'POST', body });
  return (await answer.json()) as Tokens;
}

const refresh = ({ refresh_token: token }: Tokens, asked: string): Promise<Tokens> =>
  redeem({ grant_type: 'refresh_token', refresh_token: token, scope: asked });

/** What the owner's program holds after the sign-in, which agreed to two resources. */
async function signedIn(): Promise<Tokens> {
  const browser = new Browser(running.baseUrl);
  const asked = { client_id: cliApp, redirect_uri: redirectUri, scope };
  const page = await browser.open(authorizeUrl(running.baseUrl, asked));
  const { answer } = await signInAs(browser, page, { userName: 'ann@contoso.example', password: passwords.ann });
  const { code = '' } = answerFields(answer);
  return redeem({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
}

describe('replay of a stolen refresh token that its owner has spent', () => {
  test.each([
    ['for the same resource', ledgerRead],
    ['for another resource', 'User.Read'],
  ])('%s, after the overlap, gets nothing and ends what its owner holds', async (_, wanted) => {
    const stolen = await signedIn();
    const owners = await refresh(stolen, ledgerRead);
    expect(owners).toHaveProperty('access_token');
    running.clock.advance(61);
    const refused = await refresh(stolen, wanted);
    expect(refused).toMatchObject({ error: 'invalid_grant', suberror: 'bad_token', error_codes: [50173] });
    expect(refused).not.toHaveProperty('access_token');
    expect(await refresh(owners, ledgerRead)).toMatchObject({ error_codes: [50173] });
  });

  test('for another resource, inside the overlap, shows when the second of both goes on', async () => {
    const stolen = await signedIn();
    const owners = await refresh(stolen, ledgerRead);
    const thiefs = await refresh(stolen, 'User.Read');
    expect(thiefs).toHaveProperty('access_token');
    running.clock.advance(3600);
    const next = await refresh(thiefs, 'User.Read');
    expect(next).toHaveProperty('access_token');
    running.clock.advance(61);
    expect(await refresh(owners, ledgerRead)).toMatchObject({ suberror: 'bad_token', error_codes: [50173] });
    expect(await refresh(next, 'User.Read')).toMatchObject({ suberror: 'bad_token', error_codes: [50173] });
  });
});
