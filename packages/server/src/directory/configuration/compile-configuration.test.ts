import { type AppId, type Application, graphAppId, type ServicePrincipalId, type TenantId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { graphApplication } from '../applications/graph-application.js';
import { newServicePrincipal } from '../service-principals/new-service-principal.js';
import { type ConfigurationParts, compileConfiguration } from './compile-configuration.js';

const home = '10000000-0000-0000-0000-000000000001' as TenantId;
const vendor = '10000000-0000-0000-0000-000000000002' as TenantId;
const appId = (number: number) => `20000000-0000-0000-0000-00000000000${number}` as AppId;

function application(number: number, tenant: TenantId, ...identifierUris: string[]): Application {
  return { ...graphApplication, appId: appId(number), tenant, identifierUris, displayName: `App ${number}` };
}

function present(app: Application, servicePrincipalNames: string[] = []) {
  const id = app.appId.replace('2', '3') as ServicePrincipalId;
  return { ...newServicePrincipal(app, { tenant: home, id, createdAt: 0 }), servicePrincipalNames };
}

function compile(change: Partial<ConfigurationParts>) {
  return compileConfiguration({
    tenant: { id: home, displayName: 'Home', domains: [], legacy: { passwordGrant: false }, createdAt: 0 },
    sequence: 7,
    applications: [],
    servicePrincipals: [],
    tenantWideGrants: [],
    assignments: [],
    roles: [],
    documents: [],
    foreignApplications: new Map(),
    ...change,
  });
}

const foreign = (...applications: Application[]) => new Map(applications.map((one) => [one.appId, one]));

describe('a name that several resources claim', () => {
  it("means this tenant's own application before another tenant's", () => {
    const own = application(1, home, 'api://orders');
    const other = application(2, vendor, 'api://orders');
    const configuration = compile({
      applications: [own],
      servicePrincipals: [present(other), present(own)],
      foreignApplications: foreign(other),
    });
    expect(configuration.resource('api://orders')?.appId).toBe(own.appId);
  });

  it('means Microsoft Graph when it is one of its names', () => {
    const impostor = application(1, home, 'https://graph.microsoft.com', 'https://graph.microsoft.com/');
    const configuration = compile({
      applications: [impostor],
      servicePrincipals: [present(impostor), present(graphApplication)],
      foreignApplications: foreign(graphApplication),
    });
    expect(configuration.resource('https://graph.microsoft.com')?.appId).toBe(graphAppId);
    expect(configuration.resource('https://graph.microsoft.com/')?.appId).toBe(graphAppId);
  });

  it('means the application it identifies before a service principal that only carries it', () => {
    const carrier = present(application(1, home), ['api://orders', appId(2)]);
    const other = application(2, vendor, 'api://orders');
    const configuration = compile({
      applications: [application(1, home)],
      servicePrincipals: [carrier, present(other)],
      foreignApplications: foreign(other),
    });
    expect(configuration.resource('api://orders')?.appId).toBe(other.appId);
    expect(configuration.resource(appId(2))?.appId).toBe(other.appId);
  });
});

describe('a configuration', () => {
  it('depends on the tenants whose applications are present, and on every tenant while one is missing', () => {
    const other = application(2, vendor);
    const complete = compile({ servicePrincipals: [present(other)], foreignApplications: foreign(other) });
    expect([vendor, home].map((tenant) => complete.dependsOn(tenant))).toEqual([true, false]);
    const incomplete = compile({ servicePrincipals: [present(other)] });
    expect(incomplete.dependsOn('10000000-0000-0000-0000-00000000000f' as TenantId)).toBe(true);
    expect(incomplete.servicePrincipal(other.appId)?.oauth2PermissionScopes).toEqual([]);
  });

  it('answers with nothing where there is nothing', () => {
    const configuration = compile({});
    expect(configuration.servicePrincipal(appId(1))).toBeUndefined();
    expect(configuration.servicePrincipalById('x' as ServicePrincipalId)).toBeUndefined();
    expect(configuration.resource('')).toBeUndefined();
    expect(configuration.tenantWideGrants('x' as ServicePrincipalId)).toEqual([]);
    expect(configuration.assignmentsOf('x')).toEqual([]);
    expect(configuration.sequence).toBe(7);
  });
});
