import type { Group, User } from '@gatehouse/model';
import {
  type AuditRow,
  type DirectoryObject,
  type DirectoryOperation,
  findIdByKey,
  readObjects,
} from '../../../../directory/index.js';
import { parseGuid } from '@gatehouse/model';
import type { GraphEntity } from '../../resource.js';

/** An entry of the audit log, and the live objects that it speaks of. */
export interface AuditEntry extends AuditRow {
  /** As clients see it. */
  readonly id: string;
  readonly objects: ReadonlyMap<string, DirectoryObject>;
}

const idMark = 'Directory_';

/** The number in the journal that an entry's id says; undefined for what is no id of one. */
export function sequenceOf(id: string): number | undefined {
  const [, number] = /^directory_(\d{1,15})$/i.exec(id) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** Entries with the objects that are still there: the journal keeps ids of actors, and no names. */
export function entriesOf(rows: readonly AuditRow[]): DirectoryOperation<readonly AuditEntry[]> {
  return async (work) => {
    const ids = new Set(rows.flatMap(idsIn).filter((id) => parseGuid(id) === id));
    const found = ids.size === 0 ? [] : await readObjects([...ids])(work);
    const objects = new Map(found.map((object) => [object.entity.id as string, object]));
    return rows.map((row) => ({ ...row, id: `${idMark}${row.sequence}`, objects }));
  };
}

function idsIn({ actor, targets }: AuditRow): readonly string[] {
  const actors = actor.kind === 'user' ? [actor.id] : actor.kind === 'app' ? [actor.servicePrincipalId] : [];
  return [...actors, ...targets.map(({ id }) => id)];
}

/** The ids of the users with the given user principal names, by the names. */
export function idsOfNames(names: readonly string[]): DirectoryOperation<ReadonlyMap<string, string | undefined>> {
  return async (work) => {
    const ids = new Map<string, string | undefined>();
    for (const value of new Set(names)) {
      ids.set(value, await findIdByKey({ type: 'user', name: 'userPrincipalName', value })(work));
    }
    return ids;
  };
}

/** What Graph shows of an entry, by its names. Everything in the journal was done: what was refused left nothing. */
export function auditEntity(entry: AuditEntry): GraphEntity {
  const { id, category, correlationId, activity, at, operationType, operation, actor } = entry;
  return {
    id,
    category,
    correlationId,
    result: 'success',
    resultReason: '',
    activityDisplayName: activity,
    activityDateTime: new Date(at).toISOString(),
    loggedByService: 'Core Directory',
    operationType,
    initiatedBy: initiatorOf(entry),
    targetResources: targetsOf(entry),
    additionalDetails: [
      { key: 'operation', value: operation },
      ...(actor.kind === 'user' && actor.viaApp !== undefined ? [{ key: 'appId', value: actor.viaApp }] : []),
    ],
  };
}

function initiatorOf({ actor, objects }: AuditEntry): GraphEntity {
  switch (actor.kind) {
    case 'user': {
      const user = entityOf<User>(objects, actor.id, 'user');
      const { displayName, userPrincipalName } = user ?? {};
      return { user: { id: actor.id, displayName, userPrincipalName }, app: null };
    }
    case 'app': {
      const displayName = objects.get(actor.servicePrincipalId)?.entity.displayName;
      const { appId, servicePrincipalId } = actor;
      return { user: null, app: { appId, displayName, servicePrincipalId } };
    }
    case 'operator':
      return { user: null, app: { displayName: actor.name } };
    case 'platform':
      return { user: null, app: { displayName: 'Gatehouse' } };
  }
}

function targetsOf(entry: AuditEntry): readonly GraphEntity[] {
  return entry.targets.map(({ id, type, name }, index) => ({
    id,
    type,
    displayName: type === 'User' ? null : (name ?? entry.objects.get(id)?.entity.displayName),
    ...(type === 'User' && {
      userPrincipalName: name ?? entityOf<User>(entry.objects, id, 'user')?.userPrincipalName,
    }),
    ...(type === 'Group' && { groupType: groupTypeOf(entityOf<Group>(entry.objects, id, 'group')) }),
    modifiedProperties: index === 0 ? modifiedProperties(entry) : [],
  }));
}

function entityOf<Entity>(
  objects: AuditEntry['objects'],
  id: string,
  type: DirectoryObject['type'],
): Entity | undefined {
  const object = objects.get(id);
  return object?.type === type ? (object.entity as unknown as Entity) : undefined;
}

function groupTypeOf(group: Group | undefined): string | null {
  if (group === undefined) return null;
  return group.groupTypes.includes('Unified') ? 'unifiedGroups' : 'azureAD';
}

type Change = AuditRow['changes'][number];

/** Old and new values as JSON texts; what is kept together is told one by one. */
function modifiedProperties({ changes }: AuditRow): readonly GraphEntity[] {
  return changes.flatMap(apart).map(({ property, old, new: fresh }) => ({
    displayName: property,
    oldValue: told(property, old),
    newValue: told(property, fresh),
  }));
}

/** The properties that have no place of their own in the directory stand together in one. */
function apart(change: Change): readonly Change[] {
  if (change.property !== 'properties') return [change];
  const [old, fresh] = [change.old ?? {}, change.new ?? {}] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((property) =>
    JSON.stringify(old[property]) === JSON.stringify(fresh[property])
      ? []
      : [{ property, old: old[property], new: fresh[property] }],
  );
}

/** Who may read the audit log may not read custom security attributes (Microsoft Graph documentation: customSecurityAttributeAudit). */
function told(property: string, value: unknown): string | null {
  return value === undefined || value === null || property === 'customSecurityAttributes'
    ? null
    : JSON.stringify(value);
}
