import type { ObjectPage, ObjectQuery } from '@gatehouse/model';
import { askObjects } from '../objects/ask-objects.js';
import type { DirectoryOperation } from '../operation.js';
import { type AuditRow, auditShape, readAuditRow } from './repository.js';

const { page, count } = askObjects(auditShape);

/** A page of the audit log as a query wants it, the latest first unless it says otherwise. */
export function pageAudits(query: ObjectQuery): DirectoryOperation<ObjectPage<AuditRow>> {
  return page({ ...query, order: query.order ?? { field: 'activityDateTime', descending: true } });
}

/** How many entries of the audit log there are; or that there are too many to count. */
export { count as countAudits };

/** One entry of the audit log, by its number in the journal. */
export function findAudit(sequence: number): DirectoryOperation<AuditRow | undefined> {
  return ({ tx }) => readAuditRow(tx, sequence);
}
