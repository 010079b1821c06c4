import { graphAppId, parseGuid, type PermissionId, type ServicePrincipalId } from '@gatehouse/model';
import {
  createAssignment,
  deleteAssignmentOf,
  isRefused,
  refused,
  targetStanding,
} from '../../../../directory/index.js';
import { appRoleAssignmentType } from '../../entities/app-role-assignment.js';
import { created } from '../../operations/write-entities.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphResult } from '../../resource.js';
import { readBody } from '../../schema/index.js';
import { grantingGraph } from './assignment-access.js';
import { type AssignmentHolder, holderId, setOf } from './assignment-holder.js';

/** Gives an app role, as the body names it, to or of the object that the path names. */
export async function giveRole(holder: AssignmentHolder, call: GraphCall): Promise<GraphResult> {
  const body = readBody(appRoleAssignmentType, call.body, 'create');
  if (body.kind === 'error') return body;
  const { principalId, resourceId, appRoleId } = body.values as Readonly<Record<string, string>>;
  const draft = {
    principalId: principalId ?? '',
    resourceId: (resourceId ?? '') as ServicePrincipalId,
    appRoleId: (appRoleId ?? '') as PermissionId,
  };
  const refusal = await mayChange(holder, draft.resourceId, 'give', call);
  if (refusal !== undefined) return refusal;
  if (draft[holder.side] !== holderId(holder, call)) {
    return refusalError(
      refused('invalid', { property: holder.side, detail: 'it is not the object of the path' }),
      title,
    );
  }
  const resource = call.configuration.servicePrincipalById(draft.resourceId);
  if (resource === undefined) return notFound(draft.resourceId);
  const outcome = await call.perform(createAssignment(draft, resource.appRoles));
  if (!isRefused(outcome)) return created(setOf(holder, call), outcome, call);
  return outcome.reason === 'already_referenced'
    ? graphError(400, 'Request_BadRequest', 'Permission being assigned already exists on the object.')
    : refusalError(outcome, title);
}

/** Takes an app role back that the object of the path was given, or gives. */
export async function takeRole(holder: AssignmentHolder, call: GraphCall): Promise<GraphResult> {
  const id = call.params.assignment ?? '';
  const stored = await call.perform(setOf(holder, call).find(id, call));
  const refusal = await mayChange(holder, stored?.resourceId, 'take', call);
  if (refusal !== undefined) return refusal;
  const of = { [holder.side]: holderId(holder, call) };
  const outcome = await call.perform(deleteAssignmentOf(of, id));
  return isRefused(outcome) ? refusalError(outcome, title) : { kind: 'none' };
}

const title = 'AppRoleAssignment';

/**
 * Whether the caller may change who has roles of a resource. Microsoft Graph's own roles take more to give; taking them away makes
 * nobody more powerful.
 */
async function mayChange(
  { write }: AssignmentHolder,
  resourceId: string | undefined,
  what: 'give' | 'take',
  call: GraphCall,
): Promise<GraphError | undefined> {
  const id = resourceId === undefined ? undefined : parseGuid<ServicePrincipalId>(resourceId);
  const standing = id && (await call.perform(targetStanding(id, call.caller.principal.oid)));
  const known =
    id === undefined || standing === undefined
      ? {}
      : { isOwnedByCaller: standing.isOwned, unitIds: standing.units, scopeIds: [id] };
  const isGraph = id !== undefined && call.configuration.servicePrincipalById(id)?.appId === graphAppId;
  return call.permits(isGraph && what === 'give' ? grantingGraph(write) : write, known);
}
