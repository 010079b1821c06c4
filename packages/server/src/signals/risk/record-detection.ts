import type { TenantTransaction } from '../../platform/store/index.js';
import { insertDetection } from './repository.js';
import type { RiskDetection } from './risk-detection.js';

/** Writes down what a detector saw, with its journal entry: whoever acts on risk reads the journal. */
export async function recordDetection(tx: TenantTransaction, detection: RiskDetection): Promise<void> {
  await insertDetection(tx, detection);
  const { id, userId, riskEventType, riskLevel } = detection;
  tx.journal({
    operation: 'risk-detection.create',
    actor: { kind: 'platform' },
    target: { type: 'risk-detection', id, name: riskEventType },
    changes: [
      { property: 'riskLevel', new: riskLevel },
      ...(userId === null ? [] : [{ property: 'userId', new: userId }]),
    ],
  });
}
