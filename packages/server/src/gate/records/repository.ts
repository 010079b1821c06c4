import type { TenantId } from '@gatehouse/model';
import type { Statement, TenantTransaction } from '../../platform/store/index.js';
import type { InputPart, SignInRecord } from './sign-in-record.js';

const insertRecords = `
  insert into sign_ins (tenant_id, id, at, request_id, correlation_id, attempt, status, error_code, client_app_id, client_name,
    user_id, user_name, resource_name, resource_app_id, service_principal_id, session_id, address, user_agent, reasons, input_digest)
  select $1::uuid, id, at, request_id, correlation_id, attempt, status, error_code, client_app_id, client_name,
    user_id, user_name, resource_name, resource_app_id, service_principal_id, session_id, address, user_agent, reasons,
    decode(input_digest, 'hex')
  from json_to_recordset($2::json) as r(id uuid, at timestamptz, request_id uuid, correlation_id uuid, attempt text, status text,
    error_code integer, client_app_id uuid, client_name text, user_id uuid, user_name text, resource_name text,
    resource_app_id uuid, service_principal_id uuid, session_id uuid, address text, user_agent text, reasons jsonb, input_digest text)`;

const insertParts = `
  insert into decision_inputs (tenant_id, digest, input, first_at)
  select $1::uuid, decode(digest, 'hex'), json, $3::timestamptz
  from json_to_recordset($2::json) as p(digest text, json text)
  order by digest
  on conflict do nothing`;

const selectRecord = `
  select id, at, request_id, correlation_id, attempt, status, error_code, client_app_id, client_name, user_id, user_name,
    resource_name, resource_app_id, service_principal_id, session_id, address, user_agent, reasons,
    encode(input_digest, 'hex') as input_digest
  from sign_ins where tenant_id = $1 and at = $2 and id = $3`;

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
  const rows = await tx.rows<Omit<SignInRecord, 'at'>>(selectRecord, [tx.tenant, new Date(at), id]);
  return rows[0] === undefined ? undefined : { ...rows[0], at: new Date(at).toISOString() };
}

/** The text of the tenant's part of a digest, given in hex. */
export async function selectInputPart(tx: TenantTransaction, digest: string): Promise<string | undefined> {
  const rows = await tx.rows<{ input: string }>(
    `select input from decision_inputs where tenant_id = $1 and digest = decode($2, 'hex')`,
    [tx.tenant, digest],
  );
  return rows[0]?.input;
}
