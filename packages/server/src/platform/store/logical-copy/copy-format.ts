import type { AppliedMigration } from '../migrate.js';

/** The first line of an export. */
export interface CopyHeader {
  readonly format: 'gatehouse-store';
  readonly version: 1;
  readonly migrations: readonly AppliedMigration[];
}

/** Opens the rows of one table and, for a confined one, of one tenant. */
export interface CopySection {
  readonly table: string;
  readonly tenant: string | null;
}

/** The last line: without it a file was cut off. */
export interface CopyEnd {
  readonly end: true;
  readonly rows: number;
}

/** Between sections stand rows as JSON text, each behind one letter, so that they need not be parsed to be told apart. */
export const rowMark = 'r';
