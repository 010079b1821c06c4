import { isSame } from '../../journal-changes.js';
import { sectionOf } from '../documents/document-sections.js';
import type { DocumentChange } from '../plan/tenant-plan.js';

/** The change to what a definition is while objects are written that have to do with it. */
export function opened(change: DocumentChange): DocumentChange {
  const { before, after } = change;
  const body = sectionOf(after.kind)?.opened?.(after.body, before?.body);
  return body === undefined ? change : { ...change, after: { ...after, body } };
}

/** The change from that to what it is to be. */
export function closed(change: DocumentChange): DocumentChange {
  return { ...change, before: opened(change).after };
}

/** True where there is anything left to change. */
export function isClosing({ before, after }: DocumentChange): boolean {
  return !isSame(before?.body, after.body);
}
