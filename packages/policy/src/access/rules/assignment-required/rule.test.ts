import { defaultAccessRoleId, known, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { AccessInput } from '../../input.js';
import { client, daemonInput, personInput, readerRole, resource } from '../../sample-input.fixture.js';
import { assignmentRequired } from './rule.js';

const strictClient = known({
  ...client,
  servicePrincipal: { ...client.servicePrincipal!, appRoleAssignmentRequired: true },
});
const strictTarget: AccessInput['target'] = {
  kind: 'resource',
  name: 'api://orders',
  servicePrincipal: known({ ...resource, appRoleAssignmentRequired: true }),
};

describe('assignment', () => {
  it('refuses a person who is not assigned to a client that requires it', () => {
    expect(assignmentRequired.object(personInput({ client: strictClient }))).toMatchObject({ error: 50105 });
  });

  it('admits a person with the default role', () => {
    const assignments = { client: known([defaultAccessRoleId]), target: known([]) };
    expect(assignmentRequired.object(personInput({ client: strictClient, assignments }))).toBeUndefined();
  });

  it('counts unknown assignments as none', () => {
    const assignments = { client: unknown('lost'), target: unknown('lost') };
    expect(assignmentRequired.object(personInput({ client: strictClient, assignments }))).toMatchObject({
      error: 50105,
    });
    expect(assignmentRequired.object(daemonInput({ target: strictTarget, assignments }))).toMatchObject({
      error: 501051,
    });
  });

  it('refuses a person who is not assigned to a resource that requires it', () => {
    expect(assignmentRequired.object(personInput({ target: strictTarget }))).toMatchObject({ error: 50105 });
  });

  it('admits a daemon with a role of a resource that requires assignment, and refuses one without', () => {
    expect(assignmentRequired.object(daemonInput({ target: strictTarget }))).toBeUndefined();
    const assignments = { client: known([]), target: known([]) };
    expect(assignmentRequired.object(daemonInput({ target: strictTarget, assignments }))).toMatchObject({
      error: 501051,
    });
    expect(
      assignmentRequired.object(daemonInput({ assignments: { ...assignments, target: known([readerRole]) } })),
    ).toBeUndefined();
  });
});
