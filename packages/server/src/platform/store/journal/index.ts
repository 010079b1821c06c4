// Owns: the journal's rows and numbers, and who in this process hears of them when.
// Refuses: what an entry means. Its readers (audit log, caches, revocation, provisioning, risk) stand in the rings above.
// Called by: the store, around every transaction.
export { JournalFeed, type JournalSource } from './journal-feed.js';
export {
  type Heads,
  journalChannel,
  journalWrites,
  readEntries,
  readHead,
  readHeadsSince,
  writtenEntries,
} from './journal-rows.js';
