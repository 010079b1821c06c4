import type { GraphResource } from '../../resource.js';
import { type EntityType, many } from '../../schema/index.js';
import { directoryAuditType } from './audit-type.js';
import { directoryAuditOperations } from './directory-audits.js';
import { signInType } from './sign-in-type.js';
import { signInOperations } from './sign-ins.js';

const auditLogRootType: EntityType = {
  name: 'auditLogRoot',
  base: 'entity',
  properties: [],
  navigations: [
    many('directoryAudits', 'directoryAudit', { contained: true }),
    many('signIns', 'signIn', { contained: true }),
  ],
};

/** The logs: what was changed, from the journal, and who signed in, from the gate's records (Microsoft Graph documentation: auditLogRoot). */
export const auditLogs: GraphResource = {
  name: 'audit logs',
  types: [auditLogRootType, directoryAuditType, signInType],
  singletons: { auditLogs: 'auditLogRoot' },
  operations: [...directoryAuditOperations, ...signInOperations],
};
