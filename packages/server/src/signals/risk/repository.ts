import type { Shape, TenantTransaction } from '../../platform/store/index.js';
import type { NamedRiskDetection, RiskDetection } from './risk-detection.js';

const columns = `d.id, d.user_id, d.risk_event_type, d.risk_level, d.risk_state, d.risk_detail, d.source, d.activity_at, d.detected_at,
  d.last_updated_at, d.address, d.additional_info, u.display_name, u.user_principal_name`;

interface DetectionRow {
  readonly id: string;
  readonly user_id: RiskDetection['userId'];
  readonly risk_event_type: RiskDetection['riskEventType'];
  readonly risk_level: RiskDetection['riskLevel'];
  readonly risk_state: RiskDetection['riskState'];
  readonly risk_detail: string;
  readonly source: string;
  readonly activity_at: Date;
  readonly detected_at: Date;
  readonly last_updated_at: Date;
  readonly address: string | null;
  readonly additional_info: RiskDetection['additionalInfo'];
  readonly display_name: string | null;
  readonly user_principal_name: string | null;
}

function detectionOf(columnsOfRow: object): NamedRiskDetection {
  const row = columnsOfRow as DetectionRow;
  return {
    id: row.id,
    userId: row.user_id,
    riskEventType: row.risk_event_type,
    riskLevel: row.risk_level,
    riskState: row.risk_state,
    riskDetail: row.risk_detail,
    source: row.source,
    activityAt: row.activity_at.getTime(),
    detectedAt: row.detected_at.getTime(),
    lastUpdatedAt: row.last_updated_at.getTime(),
    address: row.address,
    additionalInfo: row.additional_info,
    userDisplayName: row.display_name,
    userPrincipalName: row.user_principal_name,
  };
}

const tables = 'risk_detections d left join users u on u.tenant_id = d.tenant_id and u.id = d.user_id';

/** How detections can be asked for, by Graph's names. */
export const detectionShape: Shape<NamedRiskDetection> = {
  from: tables,
  tenant: ['d.tenant_id'],
  id: { column: 'd.id', type: 'uuid' },
  columns,
  row: detectionOf,
  fields: {
    id: { kind: 'uuid', column: 'd.id', required: true },
    detectedDateTime: { kind: 'instant', column: 'd.detected_at', index: 'order', required: true },
    userId: { kind: 'uuid', column: 'd.user_id', index: 'equal' },
    riskEventType: { kind: 'text', column: 'd.risk_event_type' },
    riskLevel: { kind: 'text', column: 'd.risk_level' },
    riskState: { kind: 'text', column: 'd.risk_state' },
    ipAddress: { kind: 'text', column: 'd.address' },
  },
};

export async function selectDetection(tx: TenantTransaction, id: string): Promise<NamedRiskDetection | undefined> {
  const [row] = await tx.rows(`select ${columns} from ${tables} where d.tenant_id = $1 and d.id = $2`, [tx.tenant, id]);
  return row === undefined ? undefined : detectionOf(row);
}

export async function insertDetection(tx: TenantTransaction, detection: RiskDetection): Promise<void> {
  await tx.run(
    `insert into risk_detections (tenant_id, id, user_id, risk_event_type, risk_level, risk_state, risk_detail, source, activity_at,
       detected_at, last_updated_at, address, additional_info)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      tx.tenant,
      detection.id,
      detection.userId,
      detection.riskEventType,
      detection.riskLevel,
      detection.riskState,
      detection.riskDetail,
      detection.source,
      new Date(detection.activityAt),
      new Date(detection.detectedAt),
      new Date(detection.lastUpdatedAt),
      detection.address,
      detection.additionalInfo,
    ],
  );
}
