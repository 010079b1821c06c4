import type { Refuse } from './tenant-plan.js';

/** Where a plan tells what is wrong, and what does not do what it seems to. */
export interface PlanNotes {
  readonly refuse: Refuse;
  readonly warn: Refuse;
}
