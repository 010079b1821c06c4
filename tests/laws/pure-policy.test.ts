import { createHash } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import { type AttemptKind, decideAccess } from '@gatehouse/policy';
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizeAddress, verifier } from '../support/authorize-address.js';
import { Browser } from '../support/browser.js';
import { approveDevice, completeSignIn } from '../support/browserless-sign-in.js';
import {
  apps,
  archiveUri,
  compatSeed,
  gatewayUri,
  ledgerUri,
  people,
  redirectUris,
  secrets,
  tenants,
} from '../support/compat-seed.js';
import { testPostgres } from '../support/postgres.js';

const statuses = { admit: 'success', require: 'interrupted', refuse: 'failure' } as const;
/** Every kind of attempt: one more kind does not compile until it stands here, and fails until the journey makes it. */
const kinds: Readonly<Record<AttemptKind, true>> = {
  session: true,
  authorization_request: true,
  authorization_code: true,
  refresh_token: true,
  client_credentials: true,
  device_code: true,
  on_behalf_of: true,
  password: true,
};

let platform: StartedPlatform;
/** Sees and may do everything, as nobody who serves requests does. */
let operator: pg.Client;
let records: readonly { readonly tenant: TenantId; readonly id: string }[];

beforeAll(async () => {
  const database = await (await testPostgres()).database();
  platform = await startTestPlatform({ seed: compatSeed().seed, tls: 'off', database });
  operator = new pg.Client({ connectionString: database });
  await operator.connect();
  await journey();
  const { rows } = await operator.query('select tenant_id as tenant, id from sign_ins order by at, id');
  records = rows as typeof records;
}, 120_000);
afterAll(async () => {
  await operator.end();
  await platform.stop();
});

type Answer = Readonly<Record<string, unknown>>;

async function ask(form: Readonly<Record<string, string>>, tenant: string = tenants.contoso): Promise<Answer> {
  const address = `${platform.baseUrl}/${tenant}/oauth2/v2.0/token`;
  return (await (await fetch(address, { method: 'POST', body: new URLSearchParams(form) })).json()) as Answer;
}

/** Everybody who asks for anything, admitted, asked for more, and refused. */
async function journey(): Promise<void> {
  await daemons();
  await persons();
  await device();
}

async function daemons(): Promise<void> {
  const asDaemon = { grant_type: 'client_credentials', client_id: apps.daemon, client_secret: secrets.daemon };
  for (const resource of [ledgerUri, ledgerUri, archiveUri]) await ask({ ...asDaemon, scope: `${resource}/.default` });
  await ask({ ...asDaemon, scope: `${ledgerUri}/.default` }, tenants.fabrikam);
  await ask({ ...asDaemon, client_secret: 'wrong', scope: `${ledgerUri}/.default` });
}

async function persons(): Promise<void> {
  const asWeb = { client_id: apps.web, client_secret: secrets.web };
  const address = (asked: Readonly<Record<string, string>>) =>
    authorizeAddress(platform.baseUrl, { client_id: apps.web, redirect_uri: redirectUris.web, ...asked });
  const browser = new Browser(platform.baseUrl);
  const { fields } = await completeSignIn(
    browser,
    address({ scope: `openid offline_access ${gatewayUri}/access_as_user` }),
    people.ann,
  );
  const code = { code: String(fields.code), redirect_uri: redirectUris.web, code_verifier: verifier };
  const tokens = await ask({ ...asWeb, grant_type: 'authorization_code', ...code });
  for (const resource of [ledgerUri, archiveUri, 'api://nobody']) {
    const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token) };
    await ask({ ...asWeb, ...refresh, scope: `${resource}/.default` });
    await ask({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: apps.gateway,
      client_secret: secrets.gateway,
      requested_token_use: 'on_behalf_of',
      assertion: String(tokens.access_token),
      scope: `${resource}/.default`,
    });
  }
  platform.clock.advance(60);
  await browser.open(address({ prompt: 'none', max_age: '1' }));
  await browser.open(address({ prompt: 'none', client_id: apps.hybrid, redirect_uri: redirectUris.hybrid }));
  for (const [person, tenant] of [
    [people.ann, tenants.contoso],
    [people.fay, tenants.fabrikam],
    [{ ...people.ann, password: 'not-the-password' }, tenants.contoso],
  ] as const) {
    const proof = { username: person.userName, password: person.password };
    await ask({ grant_type: 'password', client_id: apps.script, scope: `${ledgerUri}/.default`, ...proof }, tenant);
    await ask({ grant_type: 'password', client_id: apps.script, scope: 'openid User.Read', ...proof }, tenant);
  }
}

async function device(): Promise<void> {
  const body = new URLSearchParams({ client_id: apps.desktop, scope: `openid ${ledgerUri}/Ledger.Read` });
  const begun = await fetch(`${platform.baseUrl}/${tenants.contoso}/oauth2/v2.0/devicecode`, { method: 'POST', body });
  const shown = (await begun.json()) as { user_code: string; device_code: string; verification_uri: string };
  const typed = { verificationUri: shown.verification_uri, userCode: shown.user_code };
  await approveDevice(new Browser(platform.baseUrl), typed, people.ben);
  await ask({ grant_type: 'device_code', client_id: apps.desktop, device_code: shown.device_code });
}

describe('PURE-POLICY: the recorded input of a decision', () => {
  it('of every kind of attempt and of every outcome, decided on again, gives the answer on record', async () => {
    const seen = {
      kinds: new Set<string>(),
      statuses: new Set<string>(),
      outcomes: new Set<number | null>(),
      undecided: [] as string[],
    };
    for (const { tenant, id } of records) {
      const recorded = await platform.parts.gate.recordedDecision(tenant, id);
      if (recorded === undefined) throw new Error(`the record ${id} is not found`);
      const { record, input } = recorded;
      if (input === null) {
        seen.undecided.push(record.status);
        continue;
      }
      if (input.kind !== 'found') throw new Error(`the input of ${id} is ${input.kind}`);
      const again = decideAccess(input.input);
      const answer = { status: statuses[again.kind], error_code: again.kind === 'admit' ? null : again.error };
      expect(record, id).toMatchObject({ ...answer, reasons: again.reasons, attempt: input.input.attempt });
      expect(Date.parse(record.at)).toBe(input.input.at);
      seen.kinds.add(record.attempt);
      seen.statuses.add(record.status);
      seen.outcomes.add(record.error_code);
    }
    expect([...seen.kinds].sort()).toEqual(Object.keys(kinds).sort());
    expect(seen.outcomes.size).toBeGreaterThan(4);
    expect(seen.statuses).toEqual(new Set(Object.values(statuses)));
    expect(new Set(seen.undecided)).toEqual(new Set(['failure']));
  });

  it('is kept in parts whose digests are those of their texts', async () => {
    const { rows } = await operator.query<{ digest: Buffer; input: string }>(
      'select digest, input from decision_inputs',
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const { digest, input } of rows) {
      expect(createHash('sha256').update(input, 'utf8').digest().equals(digest), input).toBe(true);
    }
  });

  it('that somebody altered below the service is told apart, whichever part it was', async () => {
    const [{ tenant, id } = { tenant: '' as TenantId, id: '' }] = records;
    const read = async () => (await platform.parts.gate.recordedDecision(tenant, id))?.input?.kind;
    expect(await read()).toBe('found');
    const { rows } = await operator.query<{ digest: Buffer }>(
      `select part.digest from sign_ins join decision_inputs top using (tenant_id)
         join decision_inputs part using (tenant_id)
       where id = $1 and top.digest = input_digest
         and (part.digest = input_digest or position(encode(part.digest, 'hex') in top.input) > 0)`,
      [id],
    );
    expect(rows).toHaveLength(3);
    const replace = (digest: Buffer, from: string, to: string) =>
      operator.query('update decision_inputs set input = replace(input, $2, $3) where digest = $1', [digest, from, to]);
    for (const { digest } of rows) {
      await replace(digest, '"id"', '"ID"');
      await replace(digest, '"kind"', '"Kind"');
      expect(await read()).toBe('altered');
      await replace(digest, '"ID"', '"id"');
      await replace(digest, '"Kind"', '"kind"');
      expect(await read()).toBe('found');
    }
  });
});
