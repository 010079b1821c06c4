import { insertAssignment, insertDocument, updateDocument } from '../../documents/repository.js';
import { type DirectoryWork, isRefused, recordChange } from '../../operation.js';
import { lockPolicies } from '../../policies/repository.js';
import { sectionOf } from '../documents/document-sections.js';
import type { DocumentAssignment } from '../plan/seed-facts.js';
import type { Change, DocumentChange } from '../plan/tenant-plan.js';
import { refusalText, SeedRefusal } from './seed-refusal.js';

/** Writes new and changed documents. @returns for each whether anything changed */
export async function writeDocuments(work: DirectoryWork, changes: readonly DocumentChange[]): Promise<boolean[]> {
  const changed: boolean[] = [];
  for (const { before, after, name, place } of changes) {
    const { kind, id, body } = after;
    const target = { type: kind, id, ...(name !== '' && { name }) };
    if (before !== undefined) {
      const isChanged = recordChange(work, `${kind}.update`, target, before.body, body);
      if (isChanged) await updateDocument(work.tx, kind, after);
      changed.push(isChanged);
      continue;
    }
    const { kind: _kind, ...document } = after;
    if (!(await insertDocument(work.tx, kind, document))) throw new SeedRefusal(`the id ${id} is taken`, place);
    recordChange(work, `${kind}.create`, target, undefined, body);
    changed.push(true);
  }
  return changed;
}

/**
 * Writes new and changed policies, and then looks at each as everybody's changes are looked at: they may refer to each other.
 * @returns for each whether anything changed.
 */
export async function writePolicies(work: DirectoryWork, changes: readonly DocumentChange[]): Promise<boolean[]> {
  if (changes.length > 0) await lockPolicies(work.tx);
  const changed = await writeDocuments(work, changes);
  for (const [index, { before, after, place, name }] of changes.entries()) {
    if (changed[index] !== true) continue;
    const refusal = await sectionOf(after.kind)?.afterWrite?.(work, after, before);
    if (isRefused(refusal)) throw new SeedRefusal(refusalText(`write \`${name}\``, refusal), place);
  }
  return changed;
}

/** Assigns documents to applications and service principals. @returns for each whether it was new */
export async function writeDocumentAssignments(
  work: DirectoryWork,
  changes: readonly Change<DocumentAssignment>[],
): Promise<boolean[]> {
  const changed: boolean[] = [];
  for (const { before, after } of changes) {
    const { kind, documentId, objectId } = after;
    const isNew = before === undefined && (await insertAssignment(work.tx, kind, documentId, objectId));
    if (isNew) {
      recordChange(work, `${kind}.assign`, { type: kind, id: documentId }, undefined, { assignedTo: objectId });
    }
    changed.push(isNew);
  }
  return changed;
}
