// Owns: durability, transactions, tenant isolation and the journal, over Postgres embedded or served.
// Refuses: meaning. It knows no user and no application; `repository.ts` files of the rings above speak SQL through it.
// Called by: every ring that keeps something.
export { createGroupCommit, type GroupCommit } from './group-commit.js';
export {
  type Actor,
  type Journal,
  type JournalDraft,
  type JournalEntry,
  type SqlValue,
  type Store,
  StoreUnavailable,
  type TenantTransaction,
  type Transaction,
} from './store.js';
