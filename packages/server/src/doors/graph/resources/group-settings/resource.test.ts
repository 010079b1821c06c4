import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordRulesOf } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

const passwords = '5cf42378-d67d-4f36-ba46-e8b86229381d';
const writer = { scopes: ['Directory.ReadWrite.All'] };
const reader = { scopes: ['Directory.Read.All'] };

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const rules = async (of = tenant) => {
  const configuration = await bench.directory.configuration(of);
  if (configuration === undefined) throw new Error('no such tenant');
  return passwordRulesOf(configuration);
};

describe('settings of a tenant', () => {
  it('are made by a template, which says what they are called and what may stand in them', async () => {
    const templates = await bench.call('GET', '/groupSettingTemplates', reader);
    expect(templates.body.value).toMatchObject([{ id: passwords, displayName: 'Password Rule Settings' }]);
    const one = await bench.call('GET', `/groupSettingTemplates/${passwords.toUpperCase()}`, reader);
    expect(one.body.values).toContainEqual(
      expect.objectContaining({ name: 'LockoutThreshold', type: 'System.Int32', defaultValue: '10' }),
    );
    const beta = await bench.call('GET', '/beta/directorySettingTemplates', reader);
    expect(beta.body.value).toMatchObject([{ id: passwords }]);
  });

  it('rule passwords from the moment they are made, changed and deleted, in their tenant alone', async () => {
    const values = [
      { name: 'LockoutThreshold', value: '3' },
      { name: 'BannedPasswordList', value: 'contoso\tblanket' },
    ];
    const made = await bench.call('POST', '/groupSettings', { ...writer, body: { templateId: passwords, values } });
    expect(made).toMatchObject({ status: 201, body: { displayName: 'Password Rule Settings', values } });
    const lockout = { threshold: 3, durationSeconds: 60 };
    expect(await rules()).toEqual({ lockout, bannedTerms: ['contoso', 'blanket'] });
    expect((await rules(otherTenant)).lockout.threshold).toBe(10);
    const path = `/groupSettings/${String(made.body.id)}`;
    const changed = { values: [{ name: 'LockoutDurationInSeconds', value: '300' }] };
    expect(await bench.call('PATCH', path, { ...writer, body: changed })).toMatchObject({ status: 204 });
    expect((await rules()).lockout).toEqual({ threshold: 10, durationSeconds: 300 });
    expect((await bench.call('GET', '/beta/settings', reader)).body.value).toMatchObject([changed]);
    expect(await bench.call('DELETE', path, writer)).toMatchObject({ status: 204 });
    expect((await rules()).lockout.durationSeconds).toBe(60);
    const told = (await bench.journal()).filter(({ operation }) => operation.startsWith('group-setting.'));
    expect(told.map(({ operation }) => operation)).toEqual([
      'group-setting.create',
      'group-setting.update',
      'group-setting.delete',
    ]);
  });

  it.each([
    [{ templateId: personId('avery'), values: [] }],
    [{ values: [] }],
    [{ templateId: passwords, values: [{ name: 'LockoutThreshold', value: 'many' }] }],
    [{ templateId: passwords, values: [{ name: 'Unheard', value: '1' }] }],
    [{ templateId: passwords, displayName: 'Mine' }],
  ])('are refused as %j, and nothing is kept', async (body) => {
    expect(await bench.call('POST', '/groupSettings', { ...writer, body })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', '/groupSettings', reader)).body.value).toEqual([]);
  });

  it('are one of each template', async () => {
    const body = { templateId: passwords, values: [] };
    const first = await bench.call('POST', '/groupSettings', { ...writer, body });
    expect(first).toMatchObject({ status: 201 });
    expect(await bench.call('POST', '/beta/settings', { ...writer, body })).toMatchObject({ status: 400 });
    await bench.call('DELETE', `/groupSettings/${String(first.body.id)}`, writer);
  });

  it('are changed by administrators alone, with the permission to', async () => {
    const body = { templateId: passwords, values: [] };
    expect(await bench.call('POST', '/groupSettings', { ...reader, body })).toMatchObject({ status: 403 });
    const blake = { as: personId('blake'), ...writer, body };
    expect(await bench.call('POST', '/groupSettings', blake)).toMatchObject({ status: 403 });
    expect(
      await bench.call('POST', '/groupSettings', { as: 'app', roles: ['Directory.Read.All'], body }),
    ).toMatchObject({
      status: 403,
    });
  });
});

describe('a new password', () => {
  const set = (password: string) =>
    bench.call('PATCH', `/users/${personId('blake')}`, {
      scopes: ['Directory.AccessAsUser.All'],
      body: { passwordProfile: { password } },
    });

  it('is judged by what everybody tries, by the person’s names and by the tenant’s own terms', async () => {
    expect(await set('Blanket-Zq7')).toMatchObject({ status: 204 });
    const values = [{ name: 'BannedPasswordList', value: 'blanket' }];
    await bench.call('POST', '/groupSettings', { ...writer, body: { templateId: passwords, values } });
    expect(await set('Blanket-Zq7')).toMatchObject({ status: 204 });
    for (const easy of ['Blanket-Zq', 'P@ssw0rd!', 'Summer2026!', 'Blake-Zq7-Tx9', 'Contoso-Zq7-Tx9']) {
      expect(await set(easy), easy).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    }
  });
});
