import type { SqlValue } from '../store.js';
import type { Sql } from './shape.js';

/** The most values that one statement binds. What reads queries from outside keeps them far smaller. */
const most = 1_000;

/** The values bound in one statement, in the order of their placeholders. */
export class Parameters {
  readonly values: SqlValue[] = [];

  /** Binds a value. @returns its placeholder. @throws when the statement has too many */
  readonly bind = (value: SqlValue): string => {
    if (this.values.length === most) throw new Error(`a query needs more than ${most} parameters`);
    this.values.push(value);
    return `$${this.values.length}`;
  };

  /** The text of a piece of SQL, with its values bound. */
  text(sql: Sql): string {
    return typeof sql === 'string' ? sql : sql(this.bind);
  }
}
