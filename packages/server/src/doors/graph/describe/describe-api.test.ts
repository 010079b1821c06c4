import { describe, expect, it } from 'vitest';
import { resources } from '../resources/index.js';
import { csdl, openApi } from '../schema/index.js';
import { apiOf, describeApi } from './describe-api.js';

const about = {
  title: 'Directory',
  version: 'v1.0',
  server: 'https://x.example/v1.0',
  authority: 'https://x.example/common',
};

describe.each(['v1.0', 'beta'] as const)('the description of %s', (version) => {
  const described = describeApi(resources, version);

  it('tells every type that anything leads to', () => {
    const xml = csdl(described.service);
    for (const name of ['user', 'group', 'organization']) expect(xml).toContain(`<EntityType Name="${name}"`);
    expect(xml).toContain('<EntitySet Name="users" EntityType="microsoft.graph.user"');
    expect(xml).toContain('<Singleton Name="me" Type="microsoft.graph.user"');
    expect(xml).toContain('<Action Name="revokeSignInSessions" IsBound="true"');
  });

  it('leads to every path from a set or a singleton', () => {
    const { sets, singletons = [] } = described.service;
    const known = new Set([...sets, ...singletons].map(({ name }) => name));
    // What is asked of the service as a whole is an action or a function of its own.
    const ofService = new Set(['$batch']);
    const lost = described.paths
      .map(({ path }) => path.split('/')[1] ?? '')
      .filter((first) => !known.has(first) && !ofService.has(first));
    expect([...new Set(lost)]).toEqual([]);
  });

  it('tells what is held by what is nothing more than a container', () => {
    const typeOf = (name: string) => described.service.types.find((type) => type.name === name);
    expect(described.service.singletons).toEqual(
      expect.arrayContaining([
        { name: 'policies', type: 'policyRoot' },
        { name: 'directory', type: 'directory' },
        { name: 'identity', type: 'identityContainer' },
      ]),
    );
    expect(typeOf('policyRoot')?.navigations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'tokenLifetimePolicies', target: 'tokenLifetimePolicy', collection: true }),
        expect.objectContaining({ name: 'authorizationPolicy', target: 'authorizationPolicy', contained: true }),
      ]),
    );
    expect(typeOf('identityContainer')?.navigations).toMatchObject([{ name: 'conditionalAccess', collection: false }]);
    expect(typeOf('conditionalAccessRoot')?.navigations.map(({ name }) => name)).toContain('policies');
  });

  it('tells every operation, those below /me included, with its permissions', () => {
    const document = openApi(apiOf(described, about)) as { readonly paths: Readonly<Record<string, object>> };
    const count = resources
      .flatMap(({ operations }) => operations)
      .filter(({ beta }) => beta !== true || version === 'beta');
    const told = Object.values(document.paths).flatMap((path) => Object.keys(path));
    expect(told.length).toBe(count.length + count.filter(({ me }) => me === true).length);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/users/{user}', '/me', '/groups/{group}/members']),
    );
  });
});
