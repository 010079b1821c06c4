// Owns: the operator's log, one JSON line per event, and what may never stand in it (SEALED-SECRETS).
// Refuses: sign-in records and the audit log, which are rows and journal entries. Redaction is by key name and by the look
// of a value, at any depth; it is the second line of defence: callers still do not hand secrets to the log.
// Called by: compose.ts, which hands a Log to everything that has something to tell the operator.
export { createLog, type Log, type LogDestination, type LogFields, type LogLevel, logLevels } from './log.js';
