import type pg from 'pg';
import { type Bound, bindValue } from './column-values.js';
import { type SqlValue, StoreUnavailable } from './store.js';
import { isStalePlan } from './unavailable.js';

/** What one statement gave. */
export interface Outcome {
  readonly rows: object[];
  /** How many rows it returned or changed. */
  readonly changed: number;
  /** The command tag, for example `INSERT` or `COMMIT`. */
  readonly command: string;
}

/** How many prepared statements one connection keeps; texts beyond that are parsed each time. */
const preparedLimit = 400;

/**
 * One connection, embedded or served, over the same driver. Statements sent in one turn of the event loop travel together and
 * run in the order sent; texts are prepared once. A statement that is not answered in time breaks the connection.
 */
export class Session {
  readonly #client: pg.Client;
  readonly #prepared = new Map<string, string>();
  #limitMs: number;
  #pending = 0;
  #corked = false;
  #watch: NodeJS.Timeout | undefined;
  #broken: Error | undefined;

  /**
   * @param client connected, with `pipeline` on; errors of the connection end up here.
   * @param limitMs how long one statement may take, in milliseconds.
   */
  constructor(client: pg.Client, limitMs: number) {
    this.#client = client;
    this.#limitMs = limitMs;
    client.on('error', (error) => this.breakOff(error));
  }

  /** Why this connection cannot be used any more; undefined while it can. */
  get broken(): Error | undefined {
    return this.#broken;
  }

  /** Sends one statement with bound parameters. Its text is prepared once and kept: for statements that come again. */
  async send(sql: string, parameters: readonly SqlValue[] = []): Promise<Outcome> {
    return this.#query(this.#nameFor(sql), sql, parameters);
  }

  /** The same for a statement that comes once. */
  async sendOnce(sql: string, parameters: readonly SqlValue[] = []): Promise<Outcome> {
    return this.#query(undefined, sql, parameters);
  }

  /** Sends a text of several statements without parameters; it runs as one transaction unless it says otherwise. */
  async script(sql: string): Promise<void> {
    await this.#answered(() => this.#client.query(sql));
  }

  /** Runs `work` with another limit for each statement, in milliseconds. */
  async withLimit<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
    const usual = this.#limitMs;
    this.#limitMs = limitMs;
    try {
      return await work();
    } finally {
      this.#limitMs = usual;
    }
  }

  /** Gives the connection up at once: whatever is under way fails. */
  breakOff(reason: Error): void {
    if (this.#broken !== undefined) return;
    this.#broken = reason;
    this.#client.connection.stream.destroy();
  }

  #query(name: string | undefined, text: string, parameters: readonly SqlValue[]): Promise<Outcome> {
    const values = parameters.map(bindValue);
    // Always the extended protocol: it takes exactly one statement, with or without parameters.
    const query = { text, values, queryMode: 'extended', ...(name === undefined ? {} : { name }) };
    return this.#answered(() => this.#client.query<object, Bound[]>(query));
  }

  async #answered(query: () => Promise<pg.QueryResult<object>>): Promise<Outcome> {
    if (this.#broken !== undefined) throw this.#broken;
    this.#travelTogether();
    this.#pending += 1;
    this.#watchAnswers();
    try {
      const { rows, rowCount, command } = await query();
      return { rows, changed: rowCount ?? 0, command };
    } catch (error) {
      // Other statements of this connection may be stale in the same way.
      if (isStalePlan(error)) this.breakOff(error as Error);
      throw this.#broken ?? error;
    } finally {
      this.#pending -= 1;
      this.#watchAnswers();
    }
  }

  /** The name under which the connection keeps this statement; undefined when it keeps enough already. */
  #nameFor(sql: string): string | undefined {
    const known = this.#prepared.get(sql);
    if (known !== undefined || this.#prepared.size >= preparedLimit) return known;
    const name = `s${this.#prepared.size}`;
    this.#prepared.set(sql, name);
    return name;
  }

  /** Holds back what is written in this turn and sends it in one piece. */
  #travelTogether(): void {
    if (this.#corked) return;
    const { stream } = this.#client.connection;
    this.#corked = true;
    stream.cork();
    process.nextTick(() => {
      this.#corked = false;
      stream.uncork();
    });
  }

  /** Restarts the watch at every answer; each statement of a flight gets the whole limit. */
  #watchAnswers(): void {
    clearTimeout(this.#watch);
    if (this.#pending === 0 || this.#broken !== undefined) return;
    const limit = this.#limitMs;
    this.#watch = setTimeout(() => {
      this.breakOff(new StoreUnavailable(`the database did not answer within ${limit} ms`));
    }, limit);
  }
}
