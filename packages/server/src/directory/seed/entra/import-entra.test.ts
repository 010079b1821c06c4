import type { TenantId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adatum,
  type ExportFiles,
  mappableExport,
  unmappableFiles,
} from '../../../../../../tests/support/entra-export.fixture.js';
import { systemIds } from '../../../platform/ids/index.js';
import { openStore, type Store } from '../../../platform/store/index.js';
import { suiteClock } from '../../fresh-world.fixture.js';
import { type Directory, openDirectory } from '../../index.js';
import { renderSeed } from '../../tenant-export/index.js';
import { applySeed, planSeed } from '../apply-seed.js';
import { loadSeed, type Seed } from '../load-seed.js';
import { importEntra } from './import-entra.js';

let store: Store;
let directory: Directory;
beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
  directory = openDirectory({ store, clock: suiteClock, ids: systemIds });
});
afterAll(async () => {
  directory.close();
  await store.close();
});

function importOf(files: ExportFiles, domain?: string) {
  const read = Object.entries(files).flatMap(([path, value]) => (Buffer.isBuffer(value) ? [] : [{ path, value }]));
  const imported = importEntra(read, { now: suiteClock.now(), domain });
  if (imported.kind === 'refused') throw new Error(imported.reason);
  return imported;
}

function seedOf(tenant: object): Seed {
  const loaded = loadSeed([{ name: 'adatum.yaml', content: renderSeed([tenant as never], 'yaml') }]);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  return loaded.seed;
}

describe('an export of Entra', () => {
  it('of which everything can be kept loses nothing', () => {
    expect(importOf(mappableExport).losses).toEqual([]);
  });

  it('becomes a seed that applies to an empty store, and then says what the store says', async () => {
    const seed = seedOf(importOf({ ...mappableExport, ...unmappableFiles }).tenant);
    const shown = await planSeed(seed, { store, clock: suiteClock });
    const agreed = new Map(shown.kind === 'ok' ? shown.described.map(({ tenant, digest }) => [tenant, digest]) : []);
    // Somebody looked at the plan for a while.
    const later = { now: () => suiteClock.now() + 60_000 };
    const applied = await applySeed(seed, { store, clock: later }, agreed);
    expect(applied).toMatchObject({ kind: 'applied', warnings: [] });
    const again = await planSeed(seed, { store, clock: suiteClock, isExact: true });
    expect(again.kind === 'ok' && again.described.flatMap(({ changes }) => changes)).toEqual([]);
    const held = await directory.configuration(adatum.tenant as TenantId);
    expect(held?.ownApplication(adatum.apps.api as never)).toMatchObject({
      displayName: 'Orders API',
      publisherDomain: adatum.domain,
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'Orders.Read' }] },
    });
    expect(held?.servicePrincipal(adatum.apps.api as never)).toMatchObject({ appRoleAssignmentRequired: true });
  });

  it('keeps ids, names groups of one name by id, and people by their user principal names', () => {
    const { tenant } = importOf(mappableExport);
    expect(tenant).toMatchObject({
      id: adatum.tenant,
      displayName: 'Adatum',
      domains: ['adatum.example', 'adatum.onmicrosoft.example'],
      users: [
        { id: adatum.users.avery },
        { accountEnabled: false, manager: 'avery@adatum.example' },
        { userType: 'Guest' },
      ],
      groups: [
        { displayName: 'Sales', members: ['avery@adatum.example', 'blake@adatum.example'] },
        { displayName: 'Project', id: adatum.groups.project, members: ['Sales'] },
        { displayName: 'Project', id: adatum.groups.otherProject },
        { displayName: 'Engineers', membershipRule: 'user.department -eq "Engineering"' },
        { displayName: 'Admins' },
      ],
    });
  });

  it('tells everything that is left out, and leaves the policies that it cannot keep out whole', () => {
    const { tenant, losses } = importOf({ ...mappableExport, ...unmappableFiles });
    expect((tenant['conditionalAccessPolicies'] as { displayName: string }[]).map((one) => one.displayName)).toEqual([
      'MFA for everybody',
      'Keys for administrators',
      'Not from elsewhere',
    ]);
    expect(
      losses.map(({ kind, object, property }) => [kind, object, ...(property === undefined ? [] : [property])]),
    ).toEqual(
      expect.arrayContaining([
        ['file', 'reviews.json'],
        ['file', 'more/users.json'],
        ['user', 'drew@adatum.example', 'assignedLicenses'],
        ['user', 'drew@adatum.example', 'manager'],
        ['servicePrincipal', 'Office 365 Exchange Online'],
        ['servicePrincipal', 'Expenses by Fabrikam'],
        ['servicePrincipal', 'vm-01'],
        ['application', 'Travel', 'applicationTemplateId'],
        ['application', 'Travel', 'passwordCredentials'],
        ['conditionalAccessPolicy', 'Terms for guests'],
        ['conditionalAccessPolicy', 'MFA but for one who left'],
        ['conditionalAccessPolicy', 'When the moon is full'],
      ]),
    );
    expect(losses).toHaveLength(12);
  });

  it('that names no domain, or holds nothing known, becomes no seed', () => {
    const now = suiteClock.now();
    const application = { path: 'applications.json', value: [{ appId: adatum.apps.api, displayName: 'A' }] };
    expect(importEntra([application], { now })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('domain'),
    });
    expect(importEntra([application], { now, domain: 'not a domain' })).toMatchObject({ kind: 'refused' });
    expect(importEntra([application], { now, domain: 'adatum.example' })).toMatchObject({ kind: 'imported' });
    const reviews = { path: 'reviews.json', value: [{ id: 'x' }] };
    expect(importEntra([reviews], { now, domain: 'adatum.example' })).toMatchObject({ kind: 'refused' });
  });
});
