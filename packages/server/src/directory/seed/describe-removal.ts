import type { PlannedChange } from './planned-change.js';
import type { PlanNames } from './plan-names.js';
import type { Removal } from './plan/tenant-plan.js';

const nouns: Readonly<Record<string, string>> = {
  servicePrincipal: 'service-principal',
  administrativeUnit: 'administrative-unit',
};

/** Tells what goes. */
export function describeRemoval(removal: Removal, names: PlanNames): PlannedChange {
  const gone = (type: string, id: string, name: string) => ({ verb: 'delete', type, id, name, changes: [] }) as const;
  switch (removal.kind) {
    case 'object':
      return gone(nouns[removal.type] ?? removal.type, removal.id, removal.name);
    case 'domain':
      return gone('domain', removal.name, removal.name);
    case 'grant':
      return gone('oauth2-permission-grant', removal.grant.id, names.ofGrant(removal.grant));
    case 'assignment':
      return gone('app-role-assignment', removal.assignment.id, names.ofAssignment(removal.assignment));
    case 'role':
      return gone('role-assignment', removal.assignment.id, names.ofRole(removal.assignment));
    case 'document':
      return gone(removal.document.kind, removal.document.id, names.within(removal.name, removal.document));
    case 'document-assignment': {
      const { kind, documentId, objectId } = removal.assignment;
      const changes = [{ property: 'appliesTo', removed: [names.ofObject(objectId)] }];
      return { verb: 'update', type: kind, id: documentId, name: names.ofDocument(kind, documentId), changes };
    }
  }
}
