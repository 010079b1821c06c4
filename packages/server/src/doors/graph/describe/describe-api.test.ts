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
