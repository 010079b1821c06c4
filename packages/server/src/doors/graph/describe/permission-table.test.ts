import { describe, expect, it } from 'vitest';
import { resources } from '../resources/index.js';
import { permissionTable } from './permission-table.js';

describe('the page of permissions', () => {
  it('tells what the declarations say', async () => {
    await expect(permissionTable(resources)).toMatchFileSnapshot('../../../../../../docs/graph-permissions.md');
  });

  it('tells what is needed together, and what reaches only a part', () => {
    const table = permissionTable(resources);
    expect(table).toContain('`GET /users/{user}` **me** | User.Read (own), ');
    expect(table).toContain('User.ReadBasic.All (part)');
    expect(table).toContain('User.Read.All + GroupMember.Read.All');
  });
});
