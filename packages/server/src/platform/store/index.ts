// Owns: durability, transactions, tenant isolation and the journal, over Postgres embedded or served.
// Refuses: meaning. It knows no user and no application; `repository.ts` files of the rings above speak SQL through it.
// Called by: every ring that keeps something. `docs/store.md` says what it promises and which tests show it.
export { violatedConstraint } from './constraint.js';
export type { StoreLog } from './engine.js';
export { createGroupCommit, type GroupCommit, type GroupWork, type GroupWrite } from './group-commit.js';
export { exportLogical, importLogical } from './logical-copy/index.js';
export { openStore } from './open-store.js';
export {
  type Actor,
  type Journal,
  type JournalDraft,
  type JournalEntry,
  type SqlValue,
  type Statement,
  type StatementResult,
  type Store,
  StoreUnavailable,
  type TenantTransaction,
  type Transaction,
} from './store.js';
export { type Sweep, sweepTenants } from './sweep.js';
export type { StoreOptions, StorePlace, StoreSettings } from './store-options.js';
export {
  type CompiledCount,
  type CompiledPage,
  compileCount,
  compilePage,
  type Field,
  type Fields,
  type ObjectCount,
  type Shape,
  type Sql,
} from './query/index.js';
