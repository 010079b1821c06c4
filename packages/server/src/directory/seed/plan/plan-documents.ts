import type { AppId, Application, Tenant } from '@gatehouse/model';
import { isSame } from '../../journal-changes.js';
import { derivedId } from '../derived-id.js';
import { type DocumentEntry, entriesOf, sayingWhich } from '../documents/document-entries.js';
import type { Body, DocumentContext, DocumentParent, DocumentSection } from '../documents/document-section.js';
import { documentSections, sectionOf } from '../documents/document-sections.js';
import { within } from '../load-seed.js';
import type { References } from '../references.js';
import { indexRoles, type RoleNames } from '../role-names.js';
import type { Exactness } from './exactness.js';
import { pathParts } from './plan-applications.js';
import type { KindOfDocument } from './seed-facts.js';
import type { SeededTenant } from './seeded-tenants.js';
import type { DocumentChange, Refuse, Removal } from './tenant-plan.js';

/** What documents are planned with. */
export interface DocumentFacts {
  readonly tenant: Tenant;
  readonly stored: readonly KindOfDocument[];
  readonly references: References;
  readonly applicationOf: (appId: AppId) => Application | undefined;
  /** The objects of the plan that documents live in, by list and in the order of the items. */
  readonly parents: Readonly<Partial<Record<DocumentSection['within'], readonly (DocumentParent | undefined)[]>>>;
  readonly exact: Exactness;
  readonly now: number;
}

/** What comes of the documents of a seed. */
export interface PlannedDocuments {
  readonly changes: readonly DocumentChange[];
  readonly removals: readonly Removal[];
  readonly roles: RoleNames;
  /** What the names in documents mean, once all of them are planned. */
  readonly context: DocumentContext;
}

/** The documents of one tenant: section after section, since later ones refer to earlier ones. */
export function planDocuments(
  seeded: SeededTenant,
  facts: DocumentFacts,
  { refuse, warn }: { readonly refuse: Refuse; readonly warn: Refuse },
): PlannedDocuments {
  const after = new Map(facts.stored.map((document) => [keyOf(document), document]));
  const changes: DocumentChange[] = [];
  const removals: Removal[] = [];
  for (const section of documentSections) {
    const context = documentContext(facts, [...after.values()]);
    const planned = planSection(seeded, section, facts, context, { refuse, warn });
    changes.push(...planned);
    for (const change of planned) after.set(keyOf(change.after), change.after);
    for (const removal of surplusOf(seeded, section, facts, planned)) {
      removals.push(removal);
      if (removal.kind === 'document') after.delete(keyOf(removal.document));
    }
  }
  const context = documentContext(facts, [...after.values()]);
  // What refers to others goes before them.
  return { changes, removals: removals.toReversed(), roles: context.roles, context };
}

function keyOf({ kind, id }: KindOfDocument): string {
  return `${kind} ${id}`;
}

/** What the names in documents mean, of these documents. */
export function documentContext(
  { tenant, references, applicationOf, now }: Pick<DocumentFacts, 'tenant' | 'references' | 'applicationOf' | 'now'>,
  documents: readonly KindOfDocument[],
): DocumentContext {
  const names = new Map<string, string | null>();
  const ids = new Map<string, string>();
  for (const { kind, id, body } of documents) {
    const name = sectionOf(kind)?.nameOf(body);
    if (name === undefined) continue;
    const key = `${kind} ${name}`;
    names.set(key, names.has(key) ? null : id);
    ids.set(`${kind} ${id}`, name);
  }
  const own = documents.filter(({ kind }) => kind === 'role-definition');
  return {
    tenant,
    references,
    applicationOf,
    now,
    roles: indexRoles(own.map(({ id, body }) => ({ ...body, id }))),
    // An id first: something else may be called by it.
    documentId: (kind, name) => (ids.has(`${kind} ${name}`) ? name : (names.get(`${kind} ${name}`) ?? undefined)),
    documentName: (kind, id) => {
      const name = ids.get(`${kind} ${id}`);
      return name !== undefined && names.get(`${kind} ${name}`) === id ? name : undefined;
    },
  };
}

function planSection(
  seeded: SeededTenant,
  section: DocumentSection,
  facts: DocumentFacts,
  context: DocumentContext,
  notes: { readonly refuse: Refuse; readonly warn: Refuse },
): readonly DocumentChange[] {
  const seen = new Map<string, Body>();
  const stored = indexStored(section, facts.stored);
  return entriesOf(seeded, section).flatMap((entry): DocumentChange[] => {
    const parent = parentOf(section, entry, facts);
    if (parent === undefined) return [];
    const { item, place } = entry;
    const name = section.nameOf(item);
    const scope = parent?.id ?? '';
    const said = section.idOf?.(item, parent, facts.tenant) ?? (item['id'] as string | undefined);
    // Of what there is one of, the name tells nothing apart.
    const key = section.isSingle === true ? '' : name;
    const named = stored.byName.get(`${scope} ${key}`) ?? [];
    if (said === undefined && named.length > 1) {
      notes.refuse(place, `several are called \`${name}\`; give the \`id\``);
    }
    const id = said ?? named[0]?.id ?? derivedId<string>(facts.tenant.id, section.kind, `${scope} ${key}`);
    const before = stored.byId.get(id);
    const asked = section.bodyOf(item, {
      ...context,
      base: facts.exact.objects ? undefined : before?.body,
      stored: before?.body,
      parent,
      tellsExtension: facts.exact.tellsExtension,
      refuse: (path, reason) => notes.refuse(within(place, ...path), reason),
      warn: (path, reason) => notes.warn(within(place, ...path), reason),
    });
    const body = section.withId?.(asked, id) ?? asked;
    for (const problem of section.judge?.(body, context, before?.body) ?? []) {
      notes.refuse(within(place, ...pathParts(problem.path)), problem.reason);
    }
    if (before === undefined && section.isUnsaid?.(body, item) === true) return [];
    const other = seen.get(id);
    if (other !== undefined && !isSame(other, body)) notes.refuse(place, `\`${name}\` stands more than once`);
    if (other !== undefined) return [];
    seen.set(id, body);
    const parentId = parent?.id ?? null;
    const createdAt = before?.createdAt ?? facts.now;
    return [{ place, item, name, before, after: { kind: section.kind, id, parentId, body, createdAt } }];
  });
}

/** The object that a document lives in: null for the tenant itself, undefined where the plan of the object failed. */
function parentOf(
  section: DocumentSection,
  { parentIndex }: DocumentEntry,
  { parents }: DocumentFacts,
): DocumentParent | null | undefined {
  return parentIndex < 0 ? null : parents[section.within]?.[parentIndex];
}

function indexStored(section: DocumentSection, stored: readonly KindOfDocument[]) {
  const mine = stored.filter(({ kind }) => kind === section.kind);
  const byName = new Map<string, KindOfDocument[]>();
  for (const document of mine) {
    const name = section.isSingle === true ? '' : section.nameOf(document.body);
    const key = `${document.parentId ?? ''} ${name}`;
    byName.set(key, [...(byName.get(key) ?? []), document]);
  }
  return { byId: new Map(mine.map((document) => [document.id, document])), byName };
}

/** The stored documents of a section that the seed does not name, where it says which there are. */
function surplusOf(
  seeded: SeededTenant,
  section: DocumentSection,
  { stored, exact, parents }: DocumentFacts,
  planned: readonly DocumentChange[],
): readonly Removal[] {
  if (!exact.lists) return [];
  const kept = new Set(planned.map(({ after }) => after.id));
  const isInner = section.within !== 'tenant' && section.within !== 'policies';
  const isSaid = sayingWhich(seeded, section);
  const indexes = new Map((parents[section.within] ?? []).map((parent, index) => [parent?.id, index]));
  const isAsked = ({ parentId }: KindOfDocument) => {
    const index = indexes.get(parentId ?? '');
    return isInner ? index !== undefined && isSaid(index) : isSaid(-1);
  };
  return stored
    .filter((document) => document.kind === section.kind && !kept.has(document.id) && isAsked(document))
    .filter((document) => section.isRemovable?.(document, exact.tellsExtension) ?? true)
    .map((document) => ({ kind: 'document', document, name: section.nameOf(document.body) }));
}

/** An object of the plan as documents see what they live in. */
export function parentsOf(
  changes: readonly { readonly after: { readonly id: string; readonly appId?: AppId } }[],
): readonly DocumentParent[] {
  return changes.map(({ after: { id, appId } }) => ({ id, ...(appId !== undefined && { appId }) }));
}
