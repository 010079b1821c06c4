import type { AppId } from '@gatehouse/model';
import type { DocumentParent, DocumentSection } from '../seed/documents/document-section.js';
import { documentSections } from '../seed/documents/document-sections.js';
import type { KindOfDocument } from '../seed/plan/seed-facts.js';
import { type ExportContext, inOrder, type Item, present } from './export-context.js';

/** The items of the documents of the tenant itself, by the property of the tenant in which they stand. */
export function documentItems(context: ExportContext): (property: string) => readonly Item[] {
  return (property) => {
    const section = documentSections.find((one) => one.within === 'tenant' && one.property === property);
    return section === undefined ? [] : itemsOf(section, context.facts.documents, null, context);
  };
}

/** What stands in `policies`, by the name of the policy. */
export function policyItems(context: ExportContext): Item {
  const policies = documentSections
    .filter(({ within }) => within === 'policies')
    .flatMap((section): (readonly [string, unknown])[] => {
      const items = itemsOf(section, context.facts.documents, null, context);
      if (items.length === 0) return [];
      return [[section.property, section.isSingle === true ? items[0] : items]];
    });
  return Object.fromEntries(inOrder(policies, ([name]) => name));
}

/** What stands in the item of an object for the documents that live in it. */
export function innerItems(list: DocumentSection['within'], id: string, context: ExportContext, appId?: AppId): Item {
  const documents = context.inner.get(id);
  if (documents === undefined) return {};
  const parent = { id, ...(appId !== undefined && { appId }) };
  const found = documentSections
    .filter(({ within }) => within === list)
    .map((section) => {
      const items = itemsOf(section, documents, parent, context);
      return [section.property, section.isSingle === true ? items[0] : items] as const;
    });
  return present(Object.fromEntries(found));
}

function itemsOf(
  section: DocumentSection,
  documents: readonly KindOfDocument[],
  parent: DocumentParent | null,
  context: ExportContext,
): readonly Item[] {
  const tells = (name: string) => context.extensionNames.has(name);
  const mine = documents.filter((one) => one.kind === section.kind && (section.isShown?.(one, tells) ?? true));
  const ordered = inOrder(
    mine,
    ({ body }) => section.nameOf(body),
    ({ id }) => id,
  );
  return ordered.map((document) => ({
    ...(section.hasOwnId === true && { id: document.id }),
    ...section.itemOf(document, context.documents, parent),
    ...(section.isAssigned === true && appliesTo(document, context)),
  }));
}

/** The applications and service principals that a document is assigned to, by appId. */
function appliesTo({ kind, id }: KindOfDocument, { facts }: ExportContext): Item {
  const assigned = new Set(
    facts.documentAssignments.filter((one) => one.kind === kind && one.documentId === id).map((one) => one.objectId),
  );
  if (assigned.size === 0) return {};
  const named = (all: readonly { readonly id: string; readonly appId: AppId }[], property: string) =>
    inOrder(
      all.filter((one) => assigned.has(one.id)).map(({ appId }) => ({ [property]: appId })),
      (one) => one[property] ?? '',
    );
  return {
    appliesTo: [...named(facts.applications, 'application'), ...named(facts.servicePrincipals, 'servicePrincipal')],
  };
}
