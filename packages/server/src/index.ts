// The running service, for the command line and the test kit. Everything else stands behind `startPlatform`.
export { startPlatform } from './compose.js';
export type { Parts } from './compose/compose-parts.js';
export { type OperatorTools, openForOperator } from './compose/open-for-operator.js';
export { openTenantWork, orderRotation, type TenantWork } from './compose/operator-orders.js';
export type { RotationAnswer, RotationOrder } from './compose/rotate-tenant-keys.js';
export type { TenantAnswer, TenantRequest } from './compose/tenant-orders.js';
export {
  type DescribedPlan,
  type ImportedEntra,
  importEntra,
  type PlannedChange,
  type PlannedProperty,
  renderSeed,
  type SeedFile,
  type SeedProblem,
} from './directory/index.js';
export { type Platform, type PlatformOptions, StartRefused } from './platform-options.js';
export { AdjustableClock, type Clock, systemClock } from './platform/clock/index.js';
export {
  describeSettings,
  readSettings,
  type ReadSettingsResult,
  type SettingDescription,
  type Settings,
} from './platform/config/index.js';
export { type Ids, systemIds } from './platform/ids/index.js';
export { createLog, type Log, type LogLevel } from './platform/log/index.js';
