import { setImmediate as nextTick } from 'node:timers/promises';
import type { TenantId } from '@gatehouse/model';
import type { Log } from '../../platform/log/index.js';
import type { Step } from './follow-journal.js';

/** What is done in a tenant's turn. */
export interface TurnsDeps {
  /** Whether the tenant has anything to be done at all; cheap. */
  readonly hasWork: (tenant: TenantId) => Promise<boolean>;
  readonly step: (tenant: TenantId) => Promise<Step>;
  readonly log: Pick<Log, 'warn'>;
}

/** How many tenants are served at once: connections of the store are for those who wait. */
const mostAtOnce = 2;
/** How many steps a tenant gets before others have their turn. */
const stepsInTurn = 20;
/** How long to leave a tenant to another process, and how long after each failure in a row. Milliseconds. */
const busyMs = 100;
const retryMs = [1_000, 5_000, 30_000];

/** Gives tenants their turns, each tenant one at a time, however often it is asked for meanwhile. */
export class Turns {
  readonly #deps: TurnsDeps;
  readonly #waiting = new Set<TenantId>();
  readonly #underWay = new Map<TenantId, Promise<void>>();
  readonly #later = new Map<TenantId, NodeJS.Timeout>();
  readonly #failures = new Map<TenantId, number>();
  #isBeginning = false;
  #hasEnded = false;

  constructor(deps: TurnsDeps) {
    this.#deps = deps;
  }

  /** Has the tenant served on the next tick: everything said of it until then is one turn. */
  take(tenant: TenantId): void {
    if (this.#hasEnded) return;
    this.#waiting.add(tenant);
    this.#beginSoon();
  }

  /** Begins no more turns; resolves when none is under way. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#waiting.clear();
    for (const timer of this.#later.values()) clearTimeout(timer);
    this.#later.clear();
    await Promise.all(this.#underWay.values());
  }

  #beginSoon(): void {
    if (this.#isBeginning) return;
    this.#isBeginning = true;
    setImmediate(() => {
      this.#isBeginning = false;
      this.#begin();
    });
  }

  #begin(): void {
    for (const tenant of this.#waiting) {
      if (this.#underWay.size >= mostAtOnce) return;
      if (this.#underWay.has(tenant)) continue;
      this.#waiting.delete(tenant);
      const turn = this.#serve(tenant).finally(() => {
        this.#underWay.delete(tenant);
        if (this.#waiting.size > 0) this.#beginSoon();
      });
      this.#underWay.set(tenant, turn);
    }
  }

  async #serve(tenant: TenantId): Promise<void> {
    try {
      if (!(await this.#deps.hasWork(tenant))) return;
      for (let steps = 0; steps < stepsInTurn && !this.#hasEnded; steps += 1) {
        const outcome = await this.#deps.step(tenant);
        this.#failures.delete(tenant);
        if (outcome === 'done') return;
        if (outcome === 'busy') return this.#takeLater(tenant, busyMs);
        await nextTick();
      }
      this.take(tenant);
    } catch (error) {
      const failures = this.#failures.get(tenant) ?? 0;
      this.#failures.set(tenant, failures + 1);
      // Nothing is lost: what was not done is done next time.
      this.#deps.log.warn('the members of dynamic groups could not be kept', { tenant, error });
      this.#takeLater(tenant, retryMs[Math.min(failures, retryMs.length - 1)] ?? busyMs);
    }
  }

  #takeLater(tenant: TenantId, ms: number): void {
    if (this.#hasEnded || this.#later.has(tenant)) return;
    const timer = setTimeout(() => {
      this.#later.delete(tenant);
      this.take(tenant);
    }, ms);
    timer.unref();
    this.#later.set(tenant, timer);
  }
}
