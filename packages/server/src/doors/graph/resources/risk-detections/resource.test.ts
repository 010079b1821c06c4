import type { TenantId, UserId } from '@gatehouse/model';
import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { recordDetection } from '../../../../signals/risk/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

const url = '/identityProtection/riskDetections';
const reader = { scopes: ['IdentityRiskEvent.Read.All'] };
const idOf = (number: number) => `d0000000-0000-4000-8000-00000000000${number}`;
const at = (minute: number) => Date.UTC(2030, 0, 1, 0, minute);

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
  await bench.directory.perform(
    tenant,
    { actor: { kind: 'operator', name: 'test' } },
    createRoleAssignment({
      roleDefinitionId: roleTemplateIds.securityReader,
      principalId: personId('casey'),
      directoryScopeId: '/',
    }),
  );
  const detect = (of: TenantId, number: number, userId: UserId | null, riskLevel: 'medium' | 'high') =>
    bench.store.inTenant(of, (tx) =>
      recordDetection(tx, {
        id: idOf(number),
        userId,
        riskEventType: 'passwordSpray',
        riskLevel,
        riskState: 'atRisk',
        riskDetail: 'none',
        source: 'Gatehouse',
        activityAt: at(number),
        detectedAt: at(number),
        lastUpdatedAt: at(number),
        address: '192.0.2.1',
        additionalInfo: { network: '192.0.2.1/32' },
      }),
    );
  await detect(tenant, 1, null, 'medium');
  await detect(tenant, 2, personId('blake'), 'high');
  await detect(otherTenant, 3, personId('mallory'), 'high');
});
afterAll(() => bench.close());

describe('risk detections', () => {
  it('are listed, the latest first, with whom they are about', async () => {
    const { body } = await bench.call('GET', url, reader);
    expect(body.value).toMatchObject([
      {
        id: idOf(2),
        riskEventType: 'passwordSpray',
        riskLevel: 'high',
        riskState: 'atRisk',
        userId: personId('blake'),
        userPrincipalName: 'blake@contoso.example',
        userDisplayName: 'blake',
        ipAddress: '192.0.2.1',
        detectedDateTime: '2030-01-01T00:02:00.000Z',
        additionalInfo: '[{"Key":"network","Value":"192.0.2.1/32"}]',
      },
      { id: idOf(1), riskLevel: 'medium', userId: null },
    ]);
  });

  it.each([
    [`?$filter=riskLevel eq 'high'`, [2]],
    [`?$filter=userId eq '${personId('blake')}'`, [2]],
    [`?$filter=riskEventType eq 'passwordSpray' and detectedDateTime lt 2030-01-01T00:02:00Z`, [1]],
    ['?$orderby=detectedDateTime', [1, 2]],
    ['?$top=1', [2]],
    [`?$filter=riskState eq 'dismissed'`, []],
  ])('are found by %s', async (query, numbers) => {
    const { body } = await bench.call('GET', `${url}${query}`, reader);
    expect((body.value as { id: string }[]).map(({ id }) => id)).toEqual(numbers.map(idOf));
  });

  it('are read one by one, in their tenant alone', async () => {
    expect(await bench.call('GET', `${url}/${idOf(1)}`, reader)).toMatchObject({ status: 200, body: { id: idOf(1) } });
    for (const id of [idOf(3), idOf(9), 'x']) {
      expect(await bench.call('GET', `${url}/${id}`, reader)).toMatchObject({ status: 404 });
    }
  });

  it('are shown to those who guard the tenant, and to nobody else', async () => {
    expect(await bench.call('GET', url, { ...reader, as: personId('casey') })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { ...reader, as: personId('blake') })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', url, { scopes: ['User.Read.All'] })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', url, { as: 'app', roles: ['IdentityRiskEvent.Read.All'] })).toMatchObject({
      status: 200,
    });
  });

  it('stand in the journal, for whatever acts on risk', async () => {
    const told = (await bench.journal()).filter(({ operation }) => operation === 'risk-detection.create');
    expect(told).toMatchObject([
      { target: { type: 'risk-detection', id: idOf(1) } },
      { target: { id: idOf(2) }, changes: [{ property: 'riskLevel', new: 'high' }, { new: personId('blake') }] },
    ]);
  });
});
