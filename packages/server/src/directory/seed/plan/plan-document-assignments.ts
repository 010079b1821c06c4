import type { Application } from '@gatehouse/model';
import { documentSections } from '../documents/document-sections.js';
import { within } from '../load-seed.js';
import type { References } from '../references.js';
import type { Exactness } from './exactness.js';
import type { DocumentAssignment, TenantFacts } from './seed-facts.js';
import type { Change, DocumentChange, Refuse, TenantPlan } from './tenant-plan.js';

/** An application registered here, or one present here, by appId. */
type AppliesTo = { readonly application: string } | { readonly servicePrincipal: string };

/** To which applications and service principals the documents of a plan are assigned. */
export function planDocumentAssignments(
  changes: readonly DocumentChange[],
  facts: {
    readonly stored: TenantFacts;
    readonly references: References;
    readonly applications: readonly Change<Application>[];
    readonly exact: Exactness;
  },
  refuse: Refuse,
): Pick<TenantPlan, 'documentAssignments' | 'documentAssignees'> {
  const everyApplication = [...facts.stored.applications, ...facts.applications.map(({ after }) => after)];
  const applications = new Map(everyApplication.map(({ appId, id }) => [appId as string, id as string]));
  const idOf = (name: AppliesTo) =>
    'application' in name
      ? applications.get(name.application.toLowerCase())
      : facts.references.find(name.servicePrincipal, ['servicePrincipal'])?.id;
  const stored = new Set(facts.stored.documentAssignments.map(keyOf));
  const assigned = new Set(documentSections.filter(({ isAssigned }) => isAssigned === true).map(({ kind }) => kind));
  const said = changes.flatMap(({ after, item, place }) => {
    const names = (item['appliesTo'] as readonly AppliesTo[] | undefined) ?? (facts.exact.objects ? [] : undefined);
    return names === undefined || !assigned.has(after.kind) ? [] : [{ after, names, place }];
  });
  const wanted = said.flatMap(({ after: { kind, id: documentId }, names, place }) =>
    names.flatMap((name, index): DocumentAssignment[] => {
      const objectId = idOf(name);
      const called = 'application' in name ? name.application : name.servicePrincipal;
      if (objectId === undefined) refuse(within(place, 'appliesTo', index), `nothing here is called \`${called}\``);
      return objectId === undefined ? [] : [{ kind, documentId, objectId }];
    }),
  );
  return {
    documentAssignments: wanted.map((after) => ({ before: stored.has(keyOf(after)) ? after : undefined, after })),
    documentAssignees: said.map(({ after: { kind, id } }) => ({ kind, id })),
  };
}

function keyOf({ kind, documentId, objectId }: DocumentAssignment): string {
  return `${kind} ${documentId} ${objectId}`;
}
