/** One property that a plan changes. Of lists of members, who comes and who goes. */
export interface PlannedProperty {
  readonly property: string;
  readonly old?: unknown;
  readonly new?: unknown;
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** One thing that a plan makes, changes or removes. Secrets never stand here. */
export interface PlannedChange {
  readonly verb: 'create' | 'update' | 'delete';
  /** The kind, as the journal names it: `user`, `role-assignment`. */
  readonly type: string;
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly changes: readonly PlannedProperty[];
}
