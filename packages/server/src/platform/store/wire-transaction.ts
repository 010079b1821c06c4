import type { TenantId } from '@gatehouse/model';
import type { Outcome, Session } from './session.js';
import type { JournalDraft, SqlValue, Statement, TenantTransaction, Transaction } from './store.js';

/** Whose rows a statement sees: one tenant's, or those of the routing tables only. */
type Scope = TenantId | 'platform';

/** One statement to run at the end of a transaction, in the name of one tenant. */
export interface Closing extends Statement {
  readonly tenant: TenantId;
}

const begin = 'begin';
const enter = `select set_config('role', $1, true), set_config('app.tenant', $2, true)`;
const move = `select set_config('app.tenant', $1, true)`;

/**
 * One transaction on one connection. It begins with its first statement, in the same flight, and keeps track of whose rows the
 * connection sees, so that statements of several tenants can be mixed: each runs as its own.
 */
export class WireTransaction {
  readonly #session: Session;
  readonly #role: string | undefined;
  readonly #drafts = new Map<TenantId, JournalDraft[]>();
  #scope: Scope | undefined;
  #state: 'unused' | 'open' | 'over' = 'unused';

  /** @param role the role to take on; undefined when the connection is confined already. */
  constructor(session: Session, role: string | undefined) {
    this.#session = session;
    this.#role = role;
  }

  /** What was written for the journal so far, per tenant. */
  get drafts(): ReadonlyMap<TenantId, readonly JournalDraft[]> {
    return this.#drafts;
  }

  forPlatform(): Transaction {
    return this.#handle('platform');
  }

  forTenant(tenant: TenantId): TenantTransaction {
    return {
      ...this.#handle(tenant),
      tenant,
      journal: (entry) => {
        if (this.#state === 'over') throw new Error('this transaction is over');
        const mine = this.#drafts.get(tenant);
        if (mine === undefined) this.#drafts.set(tenant, [entry]);
        else mine.push(entry);
      },
    };
  }

  /** Sends the closing statements and the commit in one flight. @returns the outcomes of the closing statements. */
  async commit(closing: readonly Closing[]): Promise<Outcome[]> {
    const sent = closing.map(({ tenant, sql, parameters }) => this.#send(tenant, sql, parameters));
    const unused = this.#state === 'unused';
    this.#state = 'over';
    if (unused) return [];
    const committed = this.#session.send('commit');
    const [outcomes, commit] = await Promise.all([Promise.all(sent), committed]);
    // The server answers the commit of a failed transaction with a rollback.
    if (commit.command !== 'COMMIT') throw new Error('rolled back: a statement of this transaction had failed');
    return outcomes;
  }

  /** Ends the transaction without a trace. Never throws: a connection that cannot roll back is broken, and says so itself. */
  async rollback(): Promise<void> {
    const open = this.#state === 'open';
    this.#state = 'over';
    if (!open || this.#session.broken !== undefined) return;
    try {
      await this.#session.send('rollback');
    } catch (error) {
      this.#session.breakOff(error as Error);
    }
  }

  #handle(scope: Scope): Transaction {
    return {
      rows: async <Row extends object>(sql: string, parameters?: readonly SqlValue[]) =>
        (await this.#send(scope, sql, parameters)).rows as Row[],
      rowsOnce: async <Row extends object>(sql: string, parameters?: readonly SqlValue[]) =>
        (await this.#send(scope, sql, parameters, 'once')).rows as Row[],
      run: async (sql, parameters) => (await this.#send(scope, sql, parameters)).changed,
    };
  }

  async #send(
    scope: Scope,
    sql: string,
    parameters: readonly SqlValue[] = [],
    how: 'again' | 'once' = 'again',
  ): Promise<Outcome> {
    if (this.#state === 'over') throw new Error('this transaction is over');
    const sent: Promise<Outcome>[] = [];
    if (this.#state === 'unused') sent.push(this.#session.send(begin));
    sent.push(...this.#enter(scope));
    this.#state = 'open';
    const answer = how === 'once' ? this.#session.sendOnce(sql, parameters) : this.#session.send(sql, parameters);
    // The first failure is the cause; those behind it only say that the transaction is aborted.
    await Promise.all([...sent, answer]);
    return answer;
  }

  /** Makes the connection see the rows of `scope`, if it does not already. */
  #enter(scope: Scope): Promise<Outcome>[] {
    if (this.#scope === scope) return [];
    const first = this.#scope === undefined;
    this.#scope = scope;
    const tenant = scope === 'platform' ? '' : scope;
    if (first && this.#role !== undefined) return [this.#session.send(enter, [this.#role, tenant])];
    return [this.#session.send(move, [tenant])];
  }
}
