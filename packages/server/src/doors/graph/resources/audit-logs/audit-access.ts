import type { OperationAccess } from '../../resource.js';

// Who may read the logs (Microsoft Graph documentation: list directoryAudits, list signIns; Microsoft Entra built-in roles: Reports Reader,
// Security Reader, Security Operator, Security Administrator, Global Reader and those above them).

type Access = Omit<OperationAccess, 'target'>;

const audits = ['AuditLog.Read.All', 'Directory.Read.All'];

export const readAudits: Access = {
  permissions: { delegated: audits, application: audits },
  actions: ['microsoft.directory/auditLogs/allProperties/read'],
};

export const readSignIns: Access = {
  permissions: { delegated: ['AuditLog.Read.All'], application: ['AuditLog.Read.All'] },
  actions: ['microsoft.directory/signInReports/allProperties/read'],
};
