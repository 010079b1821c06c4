import type { TenantTransaction } from '../../platform/store/index.js';
import type { InputPart, SignInRecord } from './sign-in-record.js';

/** Writes a group of records in one statement. */
export async function insertSignIns(tx: TenantTransaction, records: readonly SignInRecord[]): Promise<void> {
  await tx.run(
    `insert into sign_ins (tenant_id, id, at, request_id, correlation_id, attempt, status, error_code, client_app_id, client_name,
       user_id, user_name, resource_name, resource_app_id, service_principal_id, session_id, address, user_agent, reasons, input_digest)
     select $1::uuid, id, at, request_id, correlation_id, attempt, status, error_code, client_app_id, client_name,
       user_id, user_name, resource_name, resource_app_id, service_principal_id, session_id, address, user_agent, reasons,
       decode(input_digest, 'hex')
     from jsonb_to_recordset($2::jsonb) as r(id uuid, at timestamptz, request_id uuid, correlation_id uuid, attempt text, status text,
       error_code integer, client_app_id uuid, client_name text, user_id uuid, user_name text, resource_name text,
       resource_app_id uuid, service_principal_id uuid, session_id uuid, address text, user_agent text, reasons jsonb, input_digest text)`,
    [tx.tenant, JSON.stringify(records)],
  );
}

/** Keeps the parts that are not there yet. */
export async function insertInputParts(tx: TenantTransaction, parts: readonly InputPart[], at: string): Promise<void> {
  await tx.run(
    `insert into decision_inputs (tenant_id, digest, input, first_at)
     select $1::uuid, decode(digest, 'hex'), json::jsonb, $3::timestamptz
     from jsonb_to_recordset($2::jsonb) as p(digest text, json text)
     on conflict do nothing`,
    [tx.tenant, JSON.stringify(parts), at],
  );
}
