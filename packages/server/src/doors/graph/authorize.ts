import { parseGuid } from '@gatehouse/model';
import {
  type DirectoryAccess,
  type DirectoryAccessInput,
  decideDirectoryAccess,
  type ObjectValues,
  objectTarget,
} from '@gatehouse/policy';
import { type DirectoryOperation, type TenantConfiguration, targetStanding } from '../../directory/index.js';
import { type GraphError, graphError } from './graph-error.js';
import { notFound } from './refusal-error.js';
import type { GraphCaller, GraphOperation } from './resource.js';

/** What a caller may do with an operation, and what of its answer the caller may see. */
export interface Authorized {
  readonly kind: 'authorized';
  readonly visible: readonly string[] | null;
  readonly createsAsOwner: boolean;
}

/** What is decided about. */
export interface AuthorizeQuestion {
  readonly caller: GraphCaller;
  readonly operation: GraphOperation;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly configuration: TenantConfiguration;
}

/** Asks the directory, and notes in the log why somebody was refused. */
export interface AuthorizeTools {
  perform<Outcome>(operation: DirectoryOperation<Outcome>): Promise<Outcome>;
  deny(facts: Readonly<Record<string, unknown>>): void;
}

/**
 * Decides whether a caller may do an operation. What is known of the object acted upon is looked up only when the decision cannot be
 * made without: unknown facts help nobody, so that what they allow stays allowed.
 */
export async function authorize(question: AuthorizeQuestion, tools: AuthorizeTools): Promise<Authorized | GraphError> {
  if (question.operation.access.target.kind === 'later') {
    return { kind: 'authorized', visible: null, createsAsOwner: false };
  }
  const input = inputOf(question);
  const first = decideDirectoryAccess(input);
  if (first.kind === 'allowed') return authorized(first, question, tools);
  const { target } = question.operation.access;
  const id = target.kind === 'object' ? question.params[target.place] : undefined;
  if (id === undefined || (first.kind === 'denied' && settled.has(first.why))) return refusal(first, id, tools);
  const callerId = question.caller.principal.oid;
  const guid = parseGuid(id);
  const standing = guid === undefined ? undefined : await tools.perform(targetStanding(guid, callerId));
  // Whoever may not even know learns the same whether the object is there or not.
  if (standing === undefined) return refusal(first, id, tools);
  const known = objectTarget({
    isSelf: id === callerId,
    isOwnedByCaller: standing.isOwned,
    unitIds: standing.units,
    scopeIds: [id],
    roleIds: standing.roles,
    inRoleAssignableGroup: standing.inRoleAssignableGroup,
    isRoleAssignableGroup: standing.isRoleAssignableGroup,
  });
  const decided = decideDirectoryAccess({ ...input, target: known });
  return decided.kind === 'allowed' ? authorized(decided, question, tools) : refusal(decided, id, tools);
}

/**
 * Decides about what an operation finds out only when it runs, such as the kind of a deleted object.
 * @param known what is known of the object acted upon; all else stays unknown.
 * @returns the refusal, if there is one.
 */
export function authorizeKnown(
  question: AuthorizeQuestion,
  known: Partial<ObjectValues>,
  tools: Pick<AuthorizeTools, 'deny'>,
): GraphError | undefined {
  const decided = decideDirectoryAccess({ ...inputOf(question), target: objectTarget(known) });
  return decided.kind === 'allowed' ? undefined : refusal(decided, undefined, tools);
}

/** What nothing that there is to know of the object would change. */
const settled: ReadonlySet<string> = new Set(['not_for_users', 'not_for_apps']);

function inputOf({ caller, operation, params, body, configuration }: AuthorizeQuestion): DirectoryAccessInput {
  const { principal, person } = caller;
  const { actions, target, parts: _parts, partOf, limited: _limited, partOnly, ...needs } = operation.access;
  const id = target.kind === 'object' ? params[target.place] : undefined;
  // What may be read of everybody in part, people may read of themselves.
  const isWhole = partOnly === undefined || (partOf === undefined && id === principal.oid);
  return {
    caller:
      principal.kind === 'user'
        ? {
            kind: 'delegated',
            scopes: [...principal.scopes],
            userType: person?.user.userType ?? 'Guest',
            roleAssignments: person?.roleAssignments ?? [],
          }
        : { kind: 'app', roles: [...principal.roles], roleAssignments: configuration.rolesHeldBy(principal.oid) },
    operation: {
      ...needs,
      ...(isWhole ? {} : { partOnly }),
      ...(typeof actions === 'function' ? actions(body) : { actions }),
    },
    target:
      target.kind === 'object'
        ? objectTarget(id === undefined ? {} : { isSelf: id === principal.oid, scopeIds: [id] })
        : target.kind === 'new'
          ? newTarget(body)
          : { kind: 'tenant' },
    settings: configuration.directorySettings,
  };
}

function newTarget(body: unknown): DirectoryAccessInput['target'] {
  const given = typeof body === 'object' && body !== null && 'isAssignableToRole' in body && body.isAssignableToRole;
  return {
    kind: 'new',
    unitIds: { kind: 'known', value: [] },
    // What is no boolean is refused when the body is read.
    isRoleAssignableGroup: { kind: 'known', value: given === true },
  };
}

function authorized(
  { narrowed, createsAsOwner, by }: Extract<DirectoryAccess, { kind: 'allowed' }>,
  { operation: { access }, body }: AuthorizeQuestion,
  { deny }: AuthorizeTools,
): Authorized | GraphError {
  const { parts = {}, partOf, limited = ['id', 'displayName'] } = access;
  const reached = narrowed?.parts ?? null;
  const outside =
    reached === null
      ? undefined
      : partOf && propertiesGiven(body).find((name) => !reached.includes(partOf(name) ?? ''));
  if (outside === undefined) {
    const ofParts = reached === null || partOf !== undefined ? null : reached.flatMap((part) => parts[part] ?? []);
    const ofPeople = narrowed?.limited === true ? limited : null;
    const visible = ofParts === null || ofPeople === null ? (ofParts ?? ofPeople) : intersection(ofParts, ofPeople);
    return { kind: 'authorized', visible, createsAsOwner };
  }
  deny({ why: 'permission_missing', property: outside, by });
  return denied();
}

function intersection(one: readonly string[], other: readonly string[]): readonly string[] {
  return one.filter((name) => other.includes(name));
}

/** The names of the properties that a body gives. */
export function propertiesGiven(body: unknown): readonly string[] {
  return typeof body === 'object' && body !== null ? Object.keys(body).filter((name) => !name.includes('@')) : [];
}

function refusal(
  access: Exclude<DirectoryAccess, { kind: 'allowed' }>,
  id: string | undefined,
  { deny }: Pick<AuthorizeTools, 'deny'>,
): GraphError {
  deny(
    access.kind === 'denied' ? { why: access.why, least: access.least, actions: access.actions } : { why: 'hidden' },
  );
  return access.kind === 'hidden' && id !== undefined ? notFound(id) : denied();
}

/** The caller learns that it may not, not what would do: the log has that. */
export function denied(): GraphError {
  return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}
