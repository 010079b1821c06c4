import { type AppId, known, type TenantId, unknown, type UserId } from '@gatehouse/model';
import type { AccessInput, ClientFacts, ResourceFacts } from '@gatehouse/policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { type EncodedInput, encodeInput } from './encode-input.js';
import { insertInputParts } from './repository.js';
import { newSignInId } from './sign-in-id.js';
import type { InputPart, SignInRecord } from './sign-in-record.js';
import { createSignInRecords } from './sign-in-records.js';

const at = Date.UTC(2030, 0, 1, 12, 0, 0, 123);
let store: Store;

beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock: new AdjustableClock({ now: () => at }) });
});
afterAll(() => store.close());

const daemon: AccessInput = {
  at,
  attempt: 'client_credentials',
  tenant: '10000000-0000-4000-8000-000000000001' as TenantId,
  authority: 'tenant',
  // Key orders and characters that a database would not keep as they are.
  client: known({ zeta: 1, alpha: 'ø "\u0000\ud800', appId: 'a' } as unknown as ClientFacts),
  principal: { kind: 'application' },
  target: { kind: 'resource', name: 'api://x', servicePrincipal: known({ id: 'r' } as ResourceFacts) },
  request: { scopes: [], usesDefault: true, openIdScopes: [], authenticatedSince: null, forceConsent: false },
  grants: known([]),
  assignments: { client: unknown('none'), target: known([]) },
  network: { address: known('192.0.2.1'), userAgent: unknown('not sent') },
};
const person: AccessInput = {
  ...daemon,
  attempt: 'session',
  client: null,
  principal: {
    kind: 'user',
    user: known({ id: 'u' as UserId } as never),
    authentication: known({ methods: ['pwd'], at: at - 1 }),
  },
  target: { kind: 'platform' },
};
const stranger: AccessInput = {
  ...daemon,
  client: unknown('no such application'),
  principal: { kind: 'user', user: unknown('no such account'), authentication: unknown('none') },
  target: { kind: 'resource', name: 'api://x', servicePrincipal: unknown('not in the tenant') },
};

const tenant = (): TenantId => systemIds.guid<TenantId>();

function recordOf(input: EncodedInput | null): SignInRecord {
  return {
    id: newSignInId(at, systemIds),
    at: new Date(at).toISOString(),
    request_id: systemIds.guid(),
    correlation_id: systemIds.guid(),
    attempt: 'client_credentials',
    status: 'failure',
    error_code: 50126,
    client_app_id: systemIds.guid<AppId>(),
    client_name: 'Daemon',
    user_id: null,
    user_name: null,
    user_display_name: null,
    resource_name: null,
    resource_display_name: null,
    resource_app_id: null,
    service_principal_id: null,
    session_id: null,
    address: '192.0.2.1',
    user_agent: null,
    reasons: [{ rule: 'r', detail: 'd' }],
    input_digest: input?.digest ?? null,
  };
}

/** Keeps a record of an input after the given parts were written. @returns what is read back. */
async function kept(of: TenantId, input: AccessInput, before: readonly InputPart[] = [], encoded = encodeInput(input)) {
  const records = createSignInRecords(store);
  const record = recordOf(encoded);
  await store.commitTogether(new Map([[of, [insertInputParts(of, before, record.at)]]]));
  await records.keep(of, record, encoded);
  return { record, read: await records.read(of, record.id) };
}

describe('a recorded decision', () => {
  it.each([
    ['a daemon', daemon],
    ['a person', person],
    ['somebody and something unknown', stranger],
  ])('is read back as it was, with the input: %s', async (_, input) => {
    const { record, read } = await kept(tenant(), input);
    expect(read).toEqual({ record, input: { kind: 'found', input } });
  });

  it('has no input where no decision was reached', async () => {
    const [own, records, record] = [tenant(), createSignInRecords(store), recordOf(null)];
    await records.keep(own, record, null);
    expect(await records.read(own, record.id)).toEqual({ record, input: null });
  });

  it('of another tenant, of another instant or of no id is not found', async () => {
    const own = tenant();
    const { record } = await kept(own, daemon);
    const records = createSignInRecords(store);
    expect(await records.read(tenant(), record.id)).toBeUndefined();
    for (const id of [newSignInId(at, systemIds), systemIds.guid(), 'x', `${record.id}0`]) {
      expect(await records.read(own, id)).toBeUndefined();
    }
  });

  it('is told apart from one whose input was altered, in any of its parts', async () => {
    const { parts, digest } = encodeInput(daemon);
    expect(parts).toHaveLength(3);
    for (const { digest: altered, json } of parts) {
      const before = [{ digest: altered, json: json.replace(/[a-z]/, 'X') }];
      const { read } = await kept(tenant(), daemon, before);
      expect(read?.input).toEqual({ kind: 'altered', digest: altered });
    }
    // Equal in meaning is not enough: the digest is of the text.
    const top = parts.find((part) => part.digest === digest)?.json ?? '';
    const { read } = await kept(tenant(), daemon, [{ digest, json: `${top} ` }]);
    expect(read?.input).toEqual({ kind: 'altered', digest });
  });

  it('is told apart from one of whose input a part is not kept', async () => {
    const encoded = encodeInput(daemon);
    for (const { digest } of encoded.parts) {
      const rest = { ...encoded, parts: encoded.parts.filter((part) => part.digest !== digest) };
      const { read } = await kept(tenant(), daemon, [], rest);
      expect(read?.input).toEqual({ kind: 'unknown', digest });
    }
  });
});
