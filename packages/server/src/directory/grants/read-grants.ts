import type { Condition, ObjectPage, ObjectQuery, PermissionGrant } from '@gatehouse/model';
import { askObjects } from '../objects/ask-objects.js';
import type { DirectoryOperation } from '../operation.js';
import {
  assignmentShape,
  type NamedAssignment,
  permissionGrantShape,
  readAssignment,
  readAssignmentsOfMany,
  readGrant,
} from './repository.js';

const grants = askObjects(permissionGrantShape);

/** A page of delegated grants as a query wants them. `consentType` can be asked for: it says whether there is a principal. */
export function pagePermissionGrants(query: ObjectQuery): DirectoryOperation<ObjectPage<PermissionGrant>> {
  return grants.page({ ...query, condition: query.condition && byPrincipal(query.condition) });
}

/** How many delegated grants there are. */
export function countPermissionGrants(condition: Condition | null) {
  return grants.count(condition && byPrincipal(condition));
}

/** One delegated grant as stored now. */
export function findPermissionGrant(id: string): DirectoryOperation<PermissionGrant | undefined> {
  return ({ tx }) => readGrant(tx, id);
}

const assignments = askObjects(assignmentShape);

/** A page of app-role assignments as a query wants them. */
export const pageAssignments = (query: ObjectQuery): DirectoryOperation<ObjectPage<NamedAssignment>> =>
  assignments.page(query);

/** How many app-role assignments there are. */
export const countAssignments = (condition: Condition | null) => assignments.count(condition);

/** One app-role assignment as stored now. */
export function findAssignment(id: string): DirectoryOperation<NamedAssignment | undefined> {
  return ({ tx }) => readAssignment(tx, id);
}

/** The first assignments of each of several principals, or of roles of each of several resources. */
export function assignmentsOfEach(
  side: 'principalId' | 'resourceId',
  ids: readonly string[],
  top: number,
): DirectoryOperation<ReadonlyMap<string, readonly NamedAssignment[]>> {
  return async ({ tx }) => {
    const column = side === 'principalId' ? 'principal_id' : 'resource_id';
    const found = new Map<string, NamedAssignment[]>();
    for (const one of await readAssignmentsOfMany(tx, column, ids, top)) {
      found.set(one[side], [...(found.get(one[side]) ?? []), one]);
    }
    return found;
  };
}

/** The same condition, where what is asked of `consentType` is asked of the principal, which an index serves. */
function byPrincipal(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { kind: condition.kind, operands: condition.operands.map(byPrincipal) };
    case 'not':
      return { kind: 'not', operand: byPrincipal(condition.operand) };
    case 'compare':
      return condition.field === 'consentType'
        ? ofConsentType(condition.operator === 'ne', [condition.value])
        : condition;
    case 'in':
      return condition.field === 'consentType' ? ofConsentType(false, condition.values) : condition;
    default:
      return condition;
  }
}

function ofConsentType(isNegated: boolean, values: readonly unknown[]): Condition {
  const wanted = values.map((value) => String(value).toLowerCase());
  const operands: Condition[] = [
    ...(wanted.includes('allprincipals') ? [principal('eq')] : []),
    ...(wanted.includes('principal') ? [principal('ne')] : []),
  ];
  const one: Condition = { kind: 'or', operands };
  return isNegated ? { kind: 'not', operand: one } : one;
}

function principal(operator: 'eq' | 'ne'): Condition {
  return { kind: 'compare', field: 'principalId', operator, value: null };
}
