import type { AppId, Application } from '@gatehouse/model';
import { indexReferences, type References } from '../references.js';
import { planDocumentAssignments } from './plan-document-assignments.js';
import { planDirectoryRoles } from './plan-directory-roles.js';
import { parentsOf, planDocuments } from './plan-documents.js';
import { planDeviceUsers, planGroupMembers, planUnitMembers } from './plan-members.js';
import { planAssignments, planGrants } from './plan-permissions.js';
import { planRemovals } from './plan-removals.js';
import type { Half } from './plan-alone.js';
import type { PlanNotes } from './plan-notes.js';
import { planServicePrincipals } from './plan-service-principals.js';
import { planExternalIdentities, withManagers } from './plan-users.js';
import { judgeExtensionValues } from './extension-values.js';
import { withOwners } from './owners.js';
import { itemsOf } from './seeded-tenants.js';
import type { Change, Refuse, TenantPlan } from './tenant-plan.js';

interface Together {
  /** Applications wherever they are at home, stored or seeded. */
  readonly applications: ReadonlyMap<AppId, Application>;
  readonly now: number;
}

/** The second half: which applications are present in the tenant, and everything by which one thing refers to another. */
export function planTogether(half: Half, { applications, now }: Together, notes: PlanNotes): TenantPlan {
  const { seeded, stored, exact } = half;
  const { refuse } = notes;
  const applicationOf = (appId: AppId) => applications.get(appId);
  const presences = planPresences(half, applicationOf, now, refuse);
  const references = referencesOf(half, presences);
  const owned = withEveryOwner(half, presences, references, refuse);
  const plan = { ...half.plan, ...owned };
  const facts = { references, members: stored.members, exact };
  const documents = planDocuments(
    seeded,
    {
      tenant: plan.tenant.after,
      stored: stored.documents,
      references,
      applicationOf,
      exact,
      now,
      parents: parents(half, plan),
    },
    notes,
  );
  judgeExtensionValues(seeded, [...stored.documents, ...afterOf(documents.changes)], plan, refuse);
  const whole = {
    ...plan,
    members: [
      ...planGroupMembers(seeded, plan.groups, facts, refuse),
      ...planUnitMembers(seeded, plan.units, facts, refuse),
      ...planDeviceUsers(seeded, plan.devices, facts, refuse),
    ],
    externalIdentities: planExternalIdentities(seeded, plan.users, stored.externalIdentities, refuse),
    ...planPermissions(half, { presences, references, applicationOf, now }, refuse),
    roleAssignments: planDirectoryRoles(
      seeded,
      { ...roleFacts(half), references, roles: documents.roles, now },
      refuse,
    ),
    documents: documents.changes,
    ...planDocumentAssignments(
      documents.changes,
      { stored, references, applications: plan.applications, exact },
      refuse,
    ),
  };
  const removals = exact.lists ? planRemovals(seeded, stored, whole, documents.removals, applicationOf) : [];
  return { ...whole, removals };
}

type ApplicationOf = (appId: AppId) => Application | undefined;

/** The service principals: those of the seed, and those that its own applications have. */
function planPresences(half: Half, applicationOf: ApplicationOf, now: number, refuse: Refuse) {
  const facts = {
    stored: half.stored.servicePrincipals,
    ownApplications: presentApplications(half),
    applicationOf,
    verifiedDomains: half.plan.tenant.after.domains.map(({ name }) => name),
    exact: half.exact,
    now,
  };
  return planServicePrincipals(half.seeded, facts, refuse);
}

/** The seed's own applications, but those that it wants not to be present. */
function presentApplications({ seeded, plan }: Half): readonly Application[] {
  const items = itemsOf(seeded, 'applications');
  return plan.applications
    .filter((_change, index) => items[index]?.value.servicePrincipal !== false)
    .map(({ after }) => after);
}

type Presences = ReturnType<typeof planServicePrincipals>;

function referencesOf({ stored, plan }: Half, presences: Presences): References {
  return indexReferences({
    users: [...stored.users, ...afterOf(plan.users)],
    groups: [...stored.groups, ...afterOf(plan.groups)],
    servicePrincipals: [...stored.servicePrincipals, ...afterOf(presences)],
    devices: [...stored.devices, ...afterOf(plan.devices)],
    units: [...stored.units, ...afterOf(plan.units)],
  });
}

function withEveryOwner({ seeded, exact, plan }: Half, presences: Presences, references: References, refuse: Refuse) {
  const facts = { references, exact };
  const [groups, applications, devices] = [
    itemsOf(seeded, 'groups'),
    itemsOf(seeded, 'applications'),
    itemsOf(seeded, 'devices'),
  ];
  return {
    users: withManagers(seeded, plan.users, facts, refuse),
    groups: withOwners(groups, (index) => groups[index]?.value.owners, plan.groups, facts, refuse),
    applications: withOwners(
      applications,
      (index) => applications[index]?.value.owners,
      plan.applications,
      facts,
      refuse,
    ),
    devices: withOwners(
      devices,
      (index) => devices[index]?.value.registeredOwners,
      plan.devices,
      facts,
      refuse,
      'registeredOwners',
    ),
    servicePrincipals: presences.map(({ item, before, after }) => {
      const [change] =
        item === undefined ? [] : withOwners([item], () => item.value.owners, [{ before, after }], facts, refuse);
      return change ?? { before, after };
    }),
  };
}

/** What documents can live in, by list and in the order of the items. */
function parents({ seeded }: Half, plan: ReturnType<typeof withEveryOwner> & Pick<TenantPlan, 'units'>) {
  const present = new Map(plan.servicePrincipals.map(({ after }) => [after.appId, after]));
  return {
    users: parentsOf(plan.users),
    groups: parentsOf(plan.groups),
    devices: parentsOf(plan.devices),
    administrativeUnits: parentsOf(plan.units),
    applications: parentsOf(plan.applications),
    servicePrincipals: itemsOf(seeded, 'servicePrincipals').map(({ value }) => present.get(value.appId)),
  };
}

function planPermissions(
  { seeded, stored, exact }: Half,
  known: {
    readonly presences: Presences;
    readonly references: References;
    readonly applicationOf: ApplicationOf;
    readonly now: number;
  },
  refuse: Refuse,
): Pick<TenantPlan, 'grants' | 'assignments'> {
  const present = new Map(
    [...stored.servicePrincipals, ...afterOf(known.presences)].map((principal) => [principal.appId, principal]),
  );
  const facts = {
    ...known,
    servicePrincipalOf: (appId: AppId) => present.get(appId),
    grants: stored.grants,
    assignments: stored.assignments,
    exact,
  };
  return { grants: planGrants(seeded, facts, refuse), assignments: planAssignments(seeded, facts, refuse) };
}

function roleFacts({ stored, plan }: Half) {
  const groups = new Map([...stored.groups, ...afterOf(plan.groups)].map((group) => [group.id as string, group]));
  const every = [...stored.applications, ...afterOf(plan.applications)];
  const byAppId = new Map<string, Application>(every.map((one) => [one.appId, one]));
  const byId = new Map<string, Application>(every.map((one) => [one.id, one]));
  return {
    stored: stored.roleAssignments,
    ownApplication: (name: string) => byId.get(name) ?? byAppId.get(name),
    isAssignable: (id: string) => groups.get(id)?.isAssignableToRole === true,
  };
}

function afterOf<Entity>(changes: readonly Change<Entity>[]): readonly Entity[] {
  return changes.map((change) => change.after);
}
