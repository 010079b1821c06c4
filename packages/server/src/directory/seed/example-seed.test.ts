import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type AppId, consumersTenantId, graphAppId, type TenantId } from '@gatehouse/model';
import { importPKCS8 } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { listDocuments } from '../documents/change-documents.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { type Directory, openDirectory } from '../index.js';
import { conditionalAccessPolicies } from '../policies/conditional-access.js';
import { exampleSeed } from '../seeding.fixture.js';
import { exportTenants } from '../tenant-export/index.js';
import { applySeed } from './apply-seed.js';
import { loadSeed } from './load-seed.js';
import type { SeedExtension } from './seed-extension.js';

const contoso = 'c0000000-0000-4000-8000-000000000001' as TenantId;
const fabrikam = 'f0000000-0000-4000-8000-000000000001' as TenantId;
const app = (number: string) => `a0000000-0000-4000-8000-0000000000${number}` as AppId;

const password: SeedExtension = {
  section: 'user',
  property: 'password',
  schema: z.string(),
  apply: async () => false,
};

const exampleKey = (name: string) =>
  readFileSync(new URL(`../../../../../examples/keys/${name}`, import.meta.url), 'utf8');

describe('the example seed', () => {
  let store: Store;
  let directory: Directory;
  const apply = async () => {
    const loaded = loadSeed([{ name: 'contoso.yaml', content: exampleSeed }], [password]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.warnings).toEqual([]);
    return applySeed(loaded.seed, { store, clock: suiteClock, extensions: [password] });
  };
  beforeAll(async () => {
    store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
    directory = openDirectory({ store, clock: suiteClock, ids: systemIds });
  });
  afterAll(async () => {
    directory.close();
    await store.close();
  });

  it('passes every rule, and applied again changes nothing', async () => {
    expect(await apply()).toMatchObject({ kind: 'applied' });
    const heads = await Promise.all([contoso, fabrikam, consumersTenantId].map((tenant) => store.journal.head(tenant)));
    expect(await apply()).toMatchObject({ kind: 'applied', changed: 0 });
    expect(
      await Promise.all([contoso, fabrikam, consumersTenantId].map((tenant) => store.journal.head(tenant))),
    ).toEqual(heads);
  });

  it('lets the daemon read all orders and all users', async () => {
    const configuration = await directory.configuration(contoso);
    const daemon = configuration?.servicePrincipal(app('04'));
    const roles = configuration?.assignmentsOf(daemon?.id ?? '').map((assignment) => {
      const resource = configuration.servicePrincipalById(assignment.resourceId);
      return resource?.appRoles.find((role) => role.id === assignment.appRoleId)?.value;
    });
    expect(roles?.sort()).toEqual(['Orders.Read.All', 'User.Read.All']);
  });

  it('nests groups two levels deep', async () => {
    const carol = await directory.userByName(contoso, 'carol@contoso.example');
    expect([carol?.directGroups.size, carol?.transitiveGroups.size]).toEqual([1, 3]);
  });

  it('has a group with a rule, a unit with an administrator of its own, and a policy that is only looked at', async () => {
    const by = { actor: { kind: 'operator', name: 'test' } } as const;
    const { tenants } = await exportTenants(store, contoso);
    expect(tenants[0]).toMatchObject({
      groups: expect.arrayContaining([
        expect.objectContaining({ displayName: 'People in Germany', membershipRule: 'user.usageLocation -eq "DE"' }),
      ]),
      administrativeUnits: [{ displayName: 'Germany', members: ['carol@contoso.example'] }],
      directoryRoles: [{ role: 'User Administrator', scope: 'Germany', members: ['admin@contoso.example'] }],
      namedLocations: [{ displayName: 'Head office', isTrusted: true }],
    });
    const policies = await directory.perform(contoso, by, listDocuments(conditionalAccessPolicies));
    expect(policies.map(({ body }) => body.state)).toEqual(['enabledForReportingButNotEnforced']);
  });

  it('makes the marketplace present, and consented, in the second organization', async () => {
    const configuration = await directory.configuration(fabrikam);
    const marketplace = configuration?.servicePrincipal(app('08'));
    expect(marketplace?.appOwnerOrganizationId).toBe(contoso);
    const [grant] = marketplace === undefined ? [] : (configuration?.tenantWideGrants(marketplace.id) ?? []);
    expect(grant?.resourceId).toBe(configuration?.servicePrincipal(graphAppId)?.id);
    expect(grant?.scopes).toContain('User.Read');
  });

  it('asks only for permissions that are published', async () => {
    const configuration = await directory.configuration(contoso);
    for (const application of configuration?.ownApplications() ?? []) {
      for (const required of application.requiredResourceAccess) {
        const resource = configuration?.servicePrincipal(required.resourceAppId);
        for (const { id, type } of required.resourceAccess) {
          const published = type === 'Scope' ? resource?.oauth2PermissionScopes : resource?.appRoles;
          expect(
            published?.some((permission) => permission.id === id),
            `${application.displayName} ${id}`,
          ).toBe(true);
        }
      }
    }
  });

  it('has the private keys of its certificate and its key set beside it, as every library reads them', async () => {
    const certificate = (await directory.application(app('04')))?.keyCredentials[0]?.certificate ?? '';
    const daemonKey = exampleKey('contoso-daemon.example-key.pem');
    expect(new X509Certificate(Buffer.from(certificate, 'base64')).checkPrivateKey(createPrivateKey(daemonKey))).toBe(
      true,
    );
    const pipelineKey = exampleKey('contoso-pipeline.example-key.pem');
    const [jwk] = (await directory.application(app('09')))?.federatedIdentityCredentials[0]?.jwks?.keys ?? [];
    expect(createPublicKey(createPrivateKey(pipelineKey)).export({ format: 'jwk' }).n).toBe(jwk?.['n']);
    for (const key of [daemonKey, pipelineKey]) expect((await importPKCS8(key, 'RS256')).type).toBe('private');
  });

  it('knows the personal account, and whose domains are whose', async () => {
    expect(await directory.tenantOfUserName('frank@outlook.example')).toBe(consumersTenantId);
    expect(await directory.userByName(consumersTenantId, 'frank@outlook.example')).toBeDefined();
    expect(await directory.tenantOfUserName('erin@fabrikam.onmicrosoft.example')).toBe(fabrikam);
    expect((await directory.userByName(contoso, 'dave@contoso.example'))?.user.accountEnabled).toBe(false);
  });
});
