import { createHash } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import { changesBetween, isSame } from '../journal-changes.js';
import { describeRemoval } from './describe-removal.js';
import type { PlannedChange, PlannedProperty } from './planned-change.js';
import { type PlanNames, planNames } from './plan-names.js';
import type { TenantFacts } from './plan/seed-facts.js';
import type { Change, MemberChange, TenantPlan } from './plan/tenant-plan.js';
import { ordered, orderedKeys } from './write/write-presences.js';

/** What a plan would do to a tenant. */
export interface DescribedPlan {
  readonly tenant: TenantId;
  readonly name: string;
  readonly changes: readonly PlannedChange[];
  /** Passwords and the like of people who are there already: whether they differ shows only when the plan is applied. */
  readonly unseen: number;
  /** The same for the same changes. */
  readonly digest: string;
}

/** Tells what a plan would do, with names instead of ids where people read them. */
export function describePlan(plan: TenantPlan, stored: TenantFacts): DescribedPlan {
  const names = planNames(plan, stored);
  const brought = new Map(plan.users.map((user) => [user.after.id as string, user.brought]));
  const changes = [
    ...ofTenant(plan),
    ...described(plan.users, 'user', ({ userPrincipalName }) => userPrincipalName, names).map((change) =>
      withBrought(change, brought),
    ),
    ...ofMembered(plan, names),
    ...described(plan.applications.map(both(ordered)), 'application', ({ displayName }) => displayName, names),
    ...described(
      plan.servicePrincipals.map(both(orderedKeys)),
      'service-principal',
      ({ displayName }) => displayName,
      names,
    ),
    ...described(plan.grants, 'oauth2-permission-grant', names.ofGrant, names),
    ...described(plan.assignments, 'app-role-assignment', names.ofAssignment, names),
    ...described(plan.roleAssignments, 'role-assignment', names.ofRole, names),
    ...ofDocuments(plan, names),
    ...ofExternalIdentities(plan),
    ...plan.removals.map((removal) => describeRemoval(removal, names)),
  ];
  const unseen = plan.users.reduce((sum, user) => sum + (user.before === undefined ? 0 : user.brought.length), 0);
  const tenant = plan.tenant.after;
  return { tenant: tenant.id, name: tenant.displayName, changes, unseen, digest: digestOf(changes) };
}

function digestOf(changes: readonly PlannedChange[]): string {
  return createHash('sha256').update(JSON.stringify(changes, withoutMoments)).digest('base64url');
}

const moments: ReadonlySet<unknown> = new Set([
  'createdDateTime',
  'endAt',
  'modifiedDateTime',
  'signInSessionsValidFrom',
  'startAt',
]);

/** What a new user, secret or document says of the moment of its making is another one each time it is planned. */
function withoutMoments(name: string, value: unknown): unknown {
  const isMoment = moments.has(name);
  const isOfMoment = typeof value === 'object' && value !== null && 'property' in value && moments.has(value.property);
  return isMoment || isOfMoment ? undefined : value;
}

function ofTenant({ tenant: { before, after } }: TenantPlan): readonly PlannedChange[] {
  const plain = changesBetween(before && { ...before, domains: [] }, { ...after, domains: [] });
  const stored = new Map(before?.domains.map((domain) => [domain.name, domain]));
  const domains = after.domains.flatMap((domain): PlannedChange[] => {
    const { name: id, ...properties } = domain;
    const old = stored.get(id);
    const { name: _name, ...oldProperties } = old ?? domain;
    const changes = changesBetween(old && oldProperties, properties);
    return old !== undefined && changes.length === 0
      ? []
      : [{ verb: old === undefined ? 'create' : 'update', type: 'domain', id, name: id, changes }];
  });
  const isChanged = before === undefined || plain.length > 0;
  const verb = before === undefined ? 'create' : 'update';
  return [
    ...(isChanged ? [{ verb, type: 'tenant', id: after.id, name: after.displayName, changes: plain } as const] : []),
    ...domains,
  ];
}

function both<Entity>(map: (entity: Entity) => Entity): (change: Change<Entity>) => Change<Entity> {
  return ({ before, after }) => ({ before: before && map(before), after: map(after) });
}

/** New and changed ones of a kind; of those that are as they shall be, nothing. */
function described<Entity extends { readonly id: string }>(
  changes: readonly Change<Entity>[],
  type: string,
  nameOf: (entity: Entity) => string,
  names: PlanNames,
): readonly PlannedChange[] {
  return changes.flatMap(({ before, after }): PlannedChange[] => {
    const found = changesBetween(before, after).map(names.readable);
    const isSecret = before !== undefined && found.length === 0 && hasOtherSecrets(before, after);
    if (before !== undefined && found.length === 0 && !isSecret) return [];
    const told = isSecret ? [{ property: 'passwordCredentials', new: '(another secret)' }] : found;
    return [
      { verb: before === undefined ? 'create' : 'update', type, id: after.id, name: nameOf(after), changes: told },
    ];
  });
}

/** A secret that is another one shows in no value that is told. */
function hasOtherSecrets(before: object, after: object): boolean {
  const secretsOf = (entity: object) => (entity as { readonly passwordCredentials?: unknown }).passwordCredentials;
  return !isSame(secretsOf(before), secretsOf(after));
}

function withBrought(
  change: PlannedChange,
  brought: ReadonlyMap<string, TenantPlan['users'][number]['brought']>,
): PlannedChange {
  if (change.verb !== 'create') return change;
  const told = (brought.get(change.id) ?? []).map(({ extension }) => ({ property: extension.property, new: '(set)' }));
  return { ...change, changes: [...change.changes, ...told] };
}

/** Groups, units and devices, each with who comes and goes. */
function ofMembered(plan: TenantPlan, names: PlanNames): readonly PlannedChange[] {
  const kinds = [
    ['group', 'group', plan.groups],
    ['administrativeUnit', 'administrative-unit', plan.units],
    ['device', 'device', plan.devices],
  ] as const;
  return kinds.flatMap(([of, type, changes]) => {
    const own = new Map(
      described<{ readonly id: string; readonly displayName: string }>(
        changes,
        type,
        ({ displayName }) => displayName,
        names,
      ).map((one) => [one.id, one]),
    );
    for (const member of plan.members.filter((one) => one.of === of)) {
      const property = memberProperty(member, names);
      if (property === undefined) continue;
      const known = own.get(member.id);
      const { id, name } = member;
      own.set(id, { ...(known ?? { verb: 'update', type, id, name }), changes: [...(known?.changes ?? []), property] });
    }
    return [...own.values()];
  });
}

function memberProperty({ of, missing, surplus }: MemberChange, names: PlanNames): PlannedProperty | undefined {
  if (missing.length === 0 && surplus.length === 0) return undefined;
  return {
    property: of === 'device' ? 'registeredUsers' : 'members',
    ...(missing.length > 0 && { added: missing.map(({ id }) => names.ofObject(id)) }),
    ...(surplus.length > 0 && { removed: surplus.map(({ id }) => names.ofObject(id)) }),
  };
}

function ofDocuments(plan: TenantPlan, names: PlanNames): readonly PlannedChange[] {
  const bodies = plan.documents.flatMap(({ before, after, name }): PlannedChange[] => {
    const changes = changesBetween(before?.body, after.body).map(names.readable);
    if (before !== undefined && changes.length === 0) return [];
    const { kind: type, id } = after;
    return [{ verb: before === undefined ? 'create' : 'update', type, id, name: names.within(name, after), changes }];
  });
  const assigned = plan.documentAssignments
    .filter(({ before }) => before === undefined)
    .map(({ after: { kind, documentId, objectId } }) => ({
      verb: 'update' as const,
      type: kind,
      id: documentId,
      name: names.ofDocument(kind, documentId),
      changes: [{ property: 'appliesTo', added: [names.ofObject(objectId)] }],
    }));
  return [...bodies, ...assigned];
}

function ofExternalIdentities({ externalIdentities }: TenantPlan): readonly PlannedChange[] {
  return externalIdentities
    .filter(({ before }) => before === undefined)
    .map(({ user: { id, userPrincipalName: name }, after }) => ({
      verb: 'update',
      type: 'user',
      id,
      name,
      changes: [{ property: 'externalIdentity', new: { tenant: after.issuer, id: after.issuerAssignedId } }],
    }));
}
