import type { Condition, ObjectPage, ObjectQuery } from '@gatehouse/model';
import { countAudits, type DirectoryOperation, findAudit, pageAudits } from '../../../../directory/index.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { countEntities, getEntity, listEntities } from '../../operations/read-entities.js';
import type { GraphOperation } from '../../resource.js';
import { readAudits } from './audit-access.js';
import { type AuditEntry, auditEntity, entriesOf, idsOfNames, sequenceOf } from './audit-entry.js';
import { directoryAuditType } from './audit-type.js';
import { equalsAnyOf, mapCondition, never, textsComparedWith } from './map-condition.js';

const name = 'initiatedBy/user/userPrincipalName';
const actorId = 'initiatedBy/user/id';

const set: EntitySet<AuditEntry> = {
  name: 'auditLogs/directoryAudits',
  type: directoryAuditType,
  place: 'id',
  // Microsoft Graph documentation: list directoryAudits.
  pageSize: { top: 1_000, maxTop: 1_000 },
  render: (entry) => auditEntity(entry),
  find: (id) => findEntry(id),
  page: (query) => pageEntries(query),
  count: (condition) => async (work) => countAudits(await storedCondition(condition)(work))(work),
};

/** `/auditLogs/directoryAudits`: what was changed, when and by whom. */
export const directoryAuditOperations: readonly GraphOperation[] = [
  listEntities(set, { summary: 'List what was changed in the directory', access: readAudits }),
  countEntities(set, { summary: 'Count what was changed in the directory', access: readAudits }),
  ofTenant(getEntity(set, { summary: 'Get one change of the directory', access: readAudits })),
];

function findEntry(id: string): DirectoryOperation<AuditEntry | undefined> {
  return async (work) => {
    const sequence = sequenceOf(id);
    const row = sequence === undefined ? undefined : await findAudit(sequence)(work);
    return row && (await entriesOf([row])(work))[0];
  };
}

function pageEntries(query: ObjectQuery): DirectoryOperation<ObjectPage<AuditEntry>> {
  return async (work) => {
    const { condition } = query;
    // An id names its entry: nothing has to be looked through.
    if (condition?.kind === 'compare' && condition.field === 'id' && condition.operator === 'eq') {
      const entry = await findEntry(String(condition.value))(work);
      return { objects: entry === undefined ? [] : [entry], next: null };
    }
    const page = await pageAudits({ ...query, condition: await storedCondition(condition)(work) })(work);
    return { ...page, objects: await entriesOf(page.objects)(work) };
  };
}

/** A condition as the journal can be asked: it has numbers where clients see ids, and ids of actors where they see names. */
function storedCondition(condition: Condition | null): DirectoryOperation<Condition | null> {
  return async (work) => {
    if (condition === null) return null;
    const ids = await idsOfNames(textsComparedWith(condition, name))(work);
    return mapCondition(condition, (part) => {
      if (part.field === 'id') return equalsAnyOf(part, (text) => equals('sequence', sequenceOf(text)));
      if (part.field !== name) return part;
      if (part.kind === 'compare' && part.value === null) return { ...part, field: actorId };
      return equalsAnyOf(part, (text) => equals(actorId, ids.get(text)));
    });
  };
}

function equals(field: string, value: string | number | undefined): Condition {
  return value === undefined ? never : { kind: 'compare', field, operator: 'eq', value };
}
