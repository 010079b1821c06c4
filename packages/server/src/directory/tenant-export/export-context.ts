import type { AppId, Application } from '@gatehouse/model';
import type { DocumentContext } from '../seed/documents/document-section.js';
import { documentContext } from '../seed/plan/plan-documents.js';
import { planExtensionNames } from '../seed/plan/extension-values.js';
import type { KindOfDocument, TenantFacts } from '../seed/plan/seed-facts.js';
import { indexReferences, type References } from '../seed/references.js';

/** An item of a seed. */
export type Item = Readonly<Record<string, unknown>>;

/** What the items of one tenant are made with. */
export interface ExportContext {
  readonly facts: TenantFacts;
  readonly references: References;
  readonly applicationOf: (appId: AppId) => Application | undefined;
  readonly documents: DocumentContext;
  /** The documents that live in an object, by the object's id. */
  readonly inner: ReadonlyMap<string, readonly KindOfDocument[]>;
  /** The names of extensions that are defined: the values of others are out of reach. */
  readonly extensionNames: ReadonlySet<string>;
  /** Tells what is left out, and why; the same thing once. */
  note(what: string, reason: string): void;
}

/** Indexes one tenant for its export. */
export function exportContext(
  facts: TenantFacts,
  applications: ReadonlyMap<AppId, Application>,
  note: ExportContext['note'],
): ExportContext {
  if (facts.tenant === undefined) throw new Error('a tenant that is not there cannot be exported');
  const applicationOf = (appId: AppId) => applications.get(appId);
  const references = indexReferences(facts);
  const inner = new Map<string, KindOfDocument[]>();
  for (const document of facts.documents) {
    if (document.parentId === null) continue;
    const known = inner.get(document.parentId);
    if (known === undefined) inner.set(document.parentId, [document]);
    else known.push(document);
  }
  const documents = documentContext({ tenant: facts.tenant, references, applicationOf, now: 0 }, facts.documents);
  const extensionNames = planExtensionNames(undefined, facts.documents);
  const noted = new Set<string>();
  const noteOnce: ExportContext['note'] = (what, reason) => {
    const key = JSON.stringify([what, reason]);
    if (!noted.has(key)) note(what, reason);
    noted.add(key);
  };
  return { facts, references, applicationOf, documents, inner, extensionNames, note: noteOnce };
}

/** An item without the properties that say nothing. */
export function present(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

/** An instant as Graph writes it. */
export function instantText(at: number): string {
  return new Date(at).toISOString();
}

/** Items in the order of their keys, which is the same on every machine. */
export function inOrder<Entity>(
  entities: readonly Entity[],
  ...keys: readonly ((entity: Entity) => string)[]
): Entity[] {
  return entities.toSorted((left, right) => {
    for (const key of keys) {
      const [one, other] = [key(left), key(right)];
      if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
  });
}
