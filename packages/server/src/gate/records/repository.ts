import type { TenantId } from '@gatehouse/model';
import type { Shape, Statement, TenantTransaction } from '../../platform/store/index.js';
import type { InputPart, SignInRecord } from './sign-in-record.js';

const written = `id, at, request_id, correlation_id, attempt, status, error_code, client_app_id, client_name, user_id, user_name,
  user_display_name, resource_name, resource_display_name, resource_app_id, service_principal_id, session_id, address, user_agent, reasons`;

const insertRecords = `
  insert into sign_ins (tenant_id, ${written}, input_digest)
  select $1::uuid, ${written}, decode(input_digest, 'hex')
  from json_to_recordset($2::json) as r(id uuid, at timestamptz, request_id uuid, correlation_id uuid, attempt text, status text,
    error_code integer, client_app_id uuid, client_name text, user_id uuid, user_name text, user_display_name text,
    resource_name text, resource_display_name text, resource_app_id uuid, service_principal_id uuid, session_id uuid, address text,
    user_agent text, reasons jsonb, input_digest text)`;

const insertParts = `
  insert into decision_inputs (tenant_id, digest, input, first_at)
  select $1::uuid, decode(digest, 'hex'), json, $3::timestamptz
  from json_to_recordset($2::json) as p(digest text, json text)
  order by digest
  on conflict do nothing`;

const columns = `${written}, encode(input_digest, 'hex') as input_digest`;

function recordOf(row: object): SignInRecord {
  const { at, ...rest } = row as Omit<SignInRecord, 'at'> & { readonly at: Date };
  return { ...rest, at: at.toISOString() };
}

/** What a record is shown as where it does not say so itself. */
const isInteractive = `s.attempt in ('session', 'authorization_request', 'device_code', 'password')`;

const eventType = `
  case when s.attempt = 'client_credentials' then 'servicePrincipal' when ${isInteractive} then 'interactiveUser'
    else 'nonInteractiveUser' end`;

/**
 * How sign-in records can be asked for, by Graph's names. Time, the user and the application have indexes; everything else is tried on
 * a bounded number of records.
 */
export const signInShape: Shape<SignInRecord> = {
  from: 'sign_ins s',
  tenant: ['s.tenant_id'],
  id: { column: 's.id', type: 'uuid', foundByOrder: true },
  columns,
  row: recordOf,
  fields: {
    id: { kind: 'uuid', column: 's.id', required: true },
    createdDateTime: { kind: 'instant', column: 's.at', index: 'order', required: true },
    userId: { kind: 'uuid', column: 's.user_id', index: 'equal' },
    userPrincipalName: { kind: 'text', column: 's.user_name' },
    userDisplayName: { kind: 'text', column: 's.user_display_name' },
    appId: { kind: 'uuid', column: 's.client_app_id', index: 'equal' },
    appDisplayName: { kind: 'text', column: 's.client_name' },
    servicePrincipalId: { kind: 'uuid', column: 's.service_principal_id' },
    servicePrincipalName: {
      kind: 'text',
      column: 'case when s.service_principal_id is not null then s.client_name end',
    },
    resourceId: { kind: 'uuid', column: 's.resource_app_id' },
    resourceDisplayName: { kind: 'text', column: 's.resource_display_name' },
    ipAddress: { kind: 'text', column: 's.address' },
    correlationId: { kind: 'uuid', column: 's.correlation_id' },
    isInteractive: { kind: 'boolean', column: `(${isInteractive})`, required: true },
    signInEventTypes: { kind: 'list', column: `array[${eventType}]` },
    'status/errorCode': { kind: 'number', column: 'coalesce(s.error_code, 0)::float8', required: true },
  },
};

/** Writes a group of records. */
export function insertSignIns(tenant: TenantId, records: readonly SignInRecord[]): Statement {
  return { sql: insertRecords, parameters: [tenant, JSON.stringify(records)] };
}

/** Keeps the parts that are not there yet. In a fixed order, so that two groups that share parts never wait for each other in a circle. */
export function insertInputParts(tenant: TenantId, parts: readonly InputPart[], at: string): Statement {
  return { sql: insertParts, parameters: [tenant, JSON.stringify(parts), at] };
}

/** The tenant's record of an id. @param at its instant, in milliseconds since the epoch. */
export async function selectSignIn(tx: TenantTransaction, at: number, id: string): Promise<SignInRecord | undefined> {
  const [row] = await tx.rows(`select ${columns} from sign_ins where tenant_id = $1 and at = $2 and id = $3`, [
    tx.tenant,
    new Date(at),
    id,
  ]);
  return row && recordOf(row);
}

/** The text of the tenant's part of a digest, given in hex. */
export async function selectInputPart(tx: TenantTransaction, digest: string): Promise<string | undefined> {
  const rows = await tx.rows<{ input: string }>(
    `select input from decision_inputs where tenant_id = $1 and digest = decode($2, 'hex')`,
    [tx.tenant, digest],
  );
  return rows[0]?.input;
}
