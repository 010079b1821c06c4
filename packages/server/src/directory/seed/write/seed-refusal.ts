import type { DirectoryRefusal } from '../../operation.js';
import type { Place } from '../load-seed.js';

/** Something in the store that a plan did not see forbids it: the transaction is rolled back, and the operator told why. */
export class SeedRefusal extends Error {
  override readonly name = 'SeedRefusal';
  /** Where in the seed; undefined for what the seed does not name. */
  readonly place: Place | undefined;

  constructor(reason: string, place?: Place) {
    super(reason);
    this.place = place;
  }
}

/** A refusal of the directory in words. @param what the change that is refused */
export function refusalText(what: string, { reason, property, value, detail }: DirectoryRefusal): string {
  const why = detail ?? words[reason] ?? reason;
  const where = property === undefined ? '' : ` \`${property}\`:`;
  return `cannot ${what}:${where} ${why}${value === undefined ? '' : ` (${value})`}`;
}

const words: Readonly<Partial<Record<DirectoryRefusal['reason'], string>>> = {
  last_administrator: 'nobody would be left who administers the tenant',
  not_found: 'it is gone',
  reference_not_found: 'what it refers to is not there',
  taken: 'something else has that value',
  too_many: 'there are too many',
};
