import { type Condition, isGuid, type ObjectPage, type ObjectQuery } from '@gatehouse/model';
import type { DirectoryOperation } from '../../directory/index.js';
import { compileCount, compilePage, type ObjectCount } from '../../platform/store/index.js';
import { detectionShape, selectDetection } from './repository.js';
import type { NamedRiskDetection } from './risk-detection.js';

// What was detected, for those who may read it: questions that `directory.perform` asks in the tenant's name.

/** A page of detections as a query wants it, the latest first unless it says otherwise. */
export function pageDetections(query: ObjectQuery): DirectoryOperation<ObjectPage<NamedRiskDetection>> {
  return async ({ tx }) => {
    const order = query.order ?? { field: 'detectedDateTime', descending: true };
    const page = compilePage(detectionShape, { ...query, order }, { tenant: tx.tenant });
    return page.read(await tx.rowsOnce(page.sql, page.parameters));
  };
}

/** How many there are; or that there are too many to count. */
export function countDetections(condition: Condition | null): DirectoryOperation<ObjectCount> {
  return async ({ tx }) => {
    const count = compileCount(detectionShape, condition, { tenant: tx.tenant });
    return count.read(await tx.rowsOnce(count.sql, count.parameters));
  };
}

/** One detection. */
export function findDetection(id: string): DirectoryOperation<NamedRiskDetection | undefined> {
  return async ({ tx }) => (isGuid(id) ? selectDetection(tx, id) : undefined);
}
