import { describe, expect, it } from 'vitest';
import { enabledRemovalProblems } from './permission-removal.js';
import { api, application, role, scope } from './sample-application.fixture.js';

const disabled = { isEnabled: false } as const;
const published = { ...api({ oauth2PermissionScopes: [scope(1), scope(2)] }), appRoles: [role(3, 'A'), role(4, 'B')] };
const before = application(published);

describe('a permission that an application publishes', () => {
  it('cannot be taken away while it is enabled', () => {
    const after = application({ ...api({ oauth2PermissionScopes: [scope(2)] }), appRoles: [role(3, 'A')] });
    expect(enabledRemovalProblems(before, after)).toEqual([
      { path: 'api.oauth2PermissionScopes', reason: expect.stringContaining(scope(1).id) },
      { path: 'appRoles', reason: expect.stringContaining(role(4, 'B').id) },
    ]);
  });

  it('is replaced by another id only when it is disabled, whatever its value', () => {
    const after = application({ ...published, appRoles: [role(3, 'A'), role(5, 'B')] });
    expect(enabledRemovalProblems(before, after)).toMatchObject([{ path: 'appRoles' }]);
  });

  it('may be disabled, renamed and, once disabled, taken away', () => {
    const off = application({
      ...api({ oauth2PermissionScopes: [{ ...scope(1), ...disabled }, scope(2, 'Renamed')] }),
      appRoles: [role(3, 'A'), { ...role(4, 'B'), ...disabled }],
    });
    expect(enabledRemovalProblems(before, off)).toEqual([]);
    const gone = application({ ...api({ oauth2PermissionScopes: [scope(2)] }), appRoles: [role(3, 'A')] });
    expect(enabledRemovalProblems(off, gone)).toEqual([]);
  });
});
