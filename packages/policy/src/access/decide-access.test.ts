import { type Fact, graphAppId, graphResourceUri, known, type PermissionScope, unknown } from '@gatehouse/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAccess } from './decide-access.js';
import type { Decision } from './decision.js';
import type { AccessInput } from './input.js';
import {
  approverRole,
  client,
  daemonInput,
  grant,
  personInput,
  readerRole,
  resource,
  user,
} from './sample-input.fixture.js';

describe('an access decision', () => {
  it('gives a person exactly the scopes asked for and granted, and the roles held', () => {
    const decision = decideAccess(
      personInput({ assignments: { client: known([]), target: known([approverRole, readerRole]) } }),
    );
    expect(decision).toEqual({
      kind: 'admit',
      grant: { scopes: ['Orders.Read'], openIdScopes: ['openid', 'profile'], roles: ['Approver'], clientRoles: [] },
      reasons: [{ rule: 'all', detail: 'no rule objects' }],
    });
  });

  it("gives Graph's `.default` without `offline_access`, which is for refresh tokens and says nothing to an API", () => {
    const names = ['openid', 'offline_access', 'User.Read'];
    const graph = {
      ...resource,
      appId: graphAppId,
      oauth2PermissionScopes: names.map(
        (value) => ({ ...resource.oauth2PermissionScopes[0], value }) as PermissionScope,
      ),
    };
    const target = { kind: 'resource', name: graphResourceUri, servicePrincipal: known(graph) } as const;
    const request = { ...personInput().request, scopes: [], usesDefault: true };
    const decision = decideAccess(personInput({ target, request, grants: known([{ ...grant, scopes: names }]) }));
    expect(decision).toMatchObject({ kind: 'admit', grant: { scopes: ['openid', 'User.Read'] } });
  });

  it('gives a daemon its application roles and no scopes', () => {
    expect(decideAccess(daemonInput())).toMatchObject({
      kind: 'admit',
      grant: { scopes: [], openIdScopes: [], roles: ['Orders.Read.All'], clientRoles: [] },
    });
  });

  it('gives a person no role that is meant for applications, nor the other way round', () => {
    expect(
      decideAccess(daemonInput({ assignments: { client: known([]), target: known([approverRole]) } })),
    ).toMatchObject({
      grant: { roles: [] },
    });
  });

  it('names the rule that spoke', () => {
    const decision = decideAccess(personInput({ client: known({ ...client, isDisabled: true }) }));
    expect(decision).toEqual({
      kind: 'refuse',
      error: 7000112,
      reasons: [{ rule: 'client-usable', detail: 'the registration is disabled' }],
    });
  });

  it('answers the same for an input that went through JSON (PURE-POLICY)', () => {
    for (const input of [personInput(), daemonInput(), personInput({ grants: known([]) })]) {
      expect(decideAccess(JSON.parse(JSON.stringify(input)) as AccessInput)).toEqual(decideAccess(input));
    }
  });
});

/** Inputs in which each fact is in one of a few states. */
const inputs: fc.Arbitrary<AccessInput> = fc
  .record({
    disabled: fc.boolean(),
    strict: fc.boolean(),
    admin: fc.boolean(),
    granted: fc.boolean(),
    assigned: fc.boolean(),
    old: fc.boolean(),
    person: fc.boolean(),
    scopes: fc.subarray(['Orders.Read', 'Orders.Write']),
  })
  .map(({ disabled, strict, admin, granted, assigned, old, person, scopes }) => {
    const base = person ? personInput() : daemonInput();
    const held = assigned ? [approverRole, readerRole] : [];
    return {
      ...base,
      target: {
        kind: 'resource',
        name: 'api://orders',
        servicePrincipal: known({ ...resource, appRoleAssignmentRequired: strict }),
      },
      client: known({ ...client, isDisabled: disabled }),
      ...(person
        ? {
            principal: {
              kind: 'user',
              user: known({ ...user, accountEnabled: !admin }),
              authentication: known({ methods: ['pwd'], at: old ? 0 : user.sessionsValidFrom }),
            } as const,
            request: { ...base.request, scopes },
          }
        : {}),
      grants: known(granted ? [{ ...grant, scopes: ['Orders.Read', 'Orders.Write'] }] : []),
      assignments: { client: known(held), target: known(held) },
    } satisfies AccessInput;
  });

type Forget = (input: AccessInput) => AccessInput;
const lost: Fact<never> = unknown('lost');
const forgets: readonly Forget[] = [
  (input) => ({ ...input, client: lost }),
  (input) => ({ ...input, grants: lost }),
  (input) => ({ ...input, assignments: { ...input.assignments, target: lost } }),
  (input) => ({ ...input, assignments: { ...input.assignments, client: lost } }),
  (input) =>
    input.target.kind === 'resource' ? { ...input, target: { ...input.target, servicePrincipal: lost } } : input,
  (input) => (input.principal.kind === 'user' ? { ...input, principal: { ...input.principal, user: lost } } : input),
  (input) =>
    input.principal.kind === 'user' ? { ...input, principal: { ...input.principal, authentication: lost } } : input,
];

describe('UNKNOWN-NEVER-HELPS', () => {
  it('a fact that becomes unknown never admits anyone who was not admitted, and never gives more', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(...forgets), (input, forget) => {
        const before = decideAccess(input);
        const after = decideAccess(forget(input));
        const given = (decision: Decision) =>
          decision.kind === 'admit' ? ['admitted', ...decision.grant.scopes, ...decision.grant.roles] : [];
        expect(given(before)).toEqual(expect.arrayContaining(given(after)));
      }),
      { numRuns: 2000 },
    );
  });

  it('no grant ever holds a scope that was not granted', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const decision = decideAccess(input);
        const granted = input.grants.kind === 'known' ? input.grants.value.flatMap((one) => one.scopes) : [];
        const given = decision.kind === 'admit' ? decision.grant.scopes : [];
        expect(granted).toEqual(expect.arrayContaining([...given]));
      }),
    );
  });
});
