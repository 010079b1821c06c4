// The one suite that holds on both engines; embedded.test.ts and postgres.test.ts run it. What only one engine has stands there.
import type { TenantId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdjustableClock, type Clock } from '../clock/index.js';
import { systemIds } from '../ids/index.js';
import {
  createGroupCommit,
  type JournalDraft,
  type JournalEntry,
  type Store,
  type StoreSettings,
  StoreUnavailable,
  type TenantTransaction,
  violatedConstraint,
} from './index.js';

export interface EngineUnderTest {
  readonly engine: Store['engine'];
  /** Opens a store on a database of its own, with one connection when asked. */
  open(settings: StoreSettings & { readonly oneConnection?: true }): Promise<Store>;
}

/** Noon of a day far from any real one, and standing still. */
export const suiteClock: Clock = { now: () => Date.UTC(2031, 4, 5, 12) };

export function freshTenant(): TenantId {
  return systemIds.guid<TenantId>();
}

/** A row to write and count, in a table every store has. */
export function spend(tx: TenantTransaction, kind: string, tenant: TenantId = tx.tenant): Promise<number> {
  const at = new Date(suiteClock.now());
  return tx.run('insert into spent (tenant_id, kind, digest, spent_at, expires_at) values ($1, $2, $3, $4, $4)', [
    tenant,
    kind,
    new TextEncoder().encode(kind),
    at,
  ]);
}

/** The kinds a transaction sees, with nothing in the statement that asks for one tenant. */
export async function kindsSeen(store: Store, tenant: TenantId): Promise<string[]> {
  const rows = await store.inTenant(tenant, (tx) => tx.rows<{ kind: string }>('select kind from spent order by kind'));
  return rows.map((row) => row.kind);
}

export function draft(name: string): JournalDraft {
  return { operation: 'thing.update', actor: { kind: 'platform' }, target: { type: 'thing', id: name } };
}

export function namesOf(entries: readonly JournalEntry[]): string[] {
  return entries.map((entry) => entry.target.id);
}

/** Runs a statement that takes longer than anyone waits. */
const endless = 'select count(*) from generate_series(1, 100000000000)';

export function describeStore(under: EngineUnderTest): void {
  describe(`a store on the ${under.engine} engine`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await under.open({ clock: suiteClock });
    });
    afterAll(() => store.close());
    const opened = (): Store => store;

    transactions(opened);
    values(opened);
    isolation(opened);
    journal(opened);
    groups(opened);
    nesting(opened);
    limits(under);
    it('is the engine it says', () => expect(store.engine).toBe(under.engine));
    it('answers a ping', () => store.ping());
  });
}

function transactions(store: () => Store): void {
  it('keeps what a transaction wrote', async () => {
    const tenant = freshTenant();
    expect(await store().inTenant(tenant, (tx) => spend(tx, 'a'))).toBe(1);
    expect(await kindsSeen(store(), tenant)).toEqual(['a']);
  });

  it('keeps nothing of a transaction whose work throws, and throws what it threw', async () => {
    const tenant = freshTenant();
    const failure = new Error('of the caller');
    const work = store().inTenant(tenant, async (tx) => {
      await spend(tx, 'a');
      throw failure;
    });
    await expect(work).rejects.toBe(failure);
    expect(await kindsSeen(store(), tenant)).toEqual([]);
  });

  it('keeps nothing of a transaction in which a statement failed, even when its work swallows the error', async () => {
    const tenant = freshTenant();
    const work = store().inTenant(tenant, async (tx) => {
      await spend(tx, 'a');
      await spend(tx, 'a').catch(() => {});
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await kindsSeen(store(), tenant)).toEqual([]);
  });

  it('says which constraint a statement broke', async () => {
    const broken = store().inTenant(freshTenant(), async (tx) => {
      await spend(tx, 'a');
      await spend(tx, 'a');
    });
    expect(violatedConstraint(await broken.catch((error: unknown) => error))).toBe('spent_pkey');
    expect(violatedConstraint(new Error('something else'))).toBeUndefined();
  });

  it('gives every statement its own answer when one of several sent together fails', async () => {
    const answers = await store()
      .inPlatform((tx) =>
        Promise.allSettled([tx.rows('select 1 as n'), tx.rows('select 1 / 0 as n'), tx.rows('select 3 as n')]).then(
          (settled) => {
            throw settled;
          },
        ),
      )
      .catch((settled: PromiseSettledResult<object[]>[]) => settled);
    expect(answers.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (let n = 1; n <= 5; n += 1) {
      expect(await store().inPlatform((tx) => tx.rows(`select ${n} as n`))).toEqual([{ n }]);
    }
  });

  it('takes one statement at a time, so that nothing can be appended to one', async () => {
    const refuses = async (sql: string, parameters: readonly number[]): Promise<void> => {
      const both = store().inPlatform((tx) => tx.run(sql, parameters));
      await expect(both).rejects.toThrow('cannot insert multiple commands');
    };
    await refuses('select 1; reset role', []);
    await refuses('select 1; reset role', [1]);
    // A connection keeps so many statements prepared and no more; it is as strict with those beyond.
    const late = store().inPlatform(async (tx) => {
      for (let n = 0; n < 420; n += 1) expect(await tx.rows(`select ${n} as n`)).toEqual([{ n }]);
      await tx.run('select 2; reset role');
    });
    await expect(late).rejects.toThrow('cannot insert multiple commands');
    await store().ping();
  });

  it('refuses a transaction that is over', async () => {
    const tenant = freshTenant();
    const left = await store().inTenant(tenant, async (tx) => tx);
    await expect(left.run('select 1')).rejects.toThrow('over');
    expect(() => left.journal(draft('late'))).toThrow('over');
  });
}

function values(store: () => Store): void {
  it('gives back the values it was given', async () => {
    const given = {
      text: 'Ærlig "quoted", {braced} \\ and\nbroken',
      bytes: new Uint8Array([0, 1, 254, 255]),
      json: { a: [1, { b: null }], c: 'ø' },
      texts: ['a', 'b,"c"', '{}', 'null'],
      blobs: [new Uint8Array([0]), new Uint8Array([92, 255])],
      objects: [{ a: 1 }, { b: '"' }],
      at: new Date(Date.UTC(1850, 0, 2, 3, 4, 5, 6)),
    };
    const [row] = await store().inPlatform((tx) =>
      tx.rows(
        `select $1::text as text, $2::bytea as bytes, $3::jsonb as json, $4::text[] as texts, $5::bytea[] as blobs,
         $6::jsonb[] as objects, $7::timestamptz as at, $8::bigint as big, $9::boolean as yes, $10::text as nothing,
         $11::date as day, 12345678901234567890::numeric as numeric`,
        [
          given.text,
          given.bytes,
          given.json,
          given.texts,
          given.blobs,
          given.objects,
          given.at,
          9007199254740991,
          true,
          null,
          '2031-05-06',
        ],
      ),
    );
    expect(row).toEqual({
      ...given,
      bytes: Buffer.from(given.bytes),
      blobs: given.blobs.map((blob) => Buffer.from(blob)),
      big: 9007199254740991,
      yes: true,
      nothing: null,
      day: '2031-05-06',
      numeric: '12345678901234567890',
    });
  });

  it('refuses to round a number', async () => {
    const asked = store().inPlatform((tx) => tx.rows('select 9007199254740993::bigint as big'));
    await expect(asked).rejects.toThrow('does not fit');
    await store().ping();
  });
}

function isolation(store: () => Store): void {
  it('shows a tenant its own rows only, when the statement forgets to ask for them', async () => {
    const [mine, other] = [freshTenant(), freshTenant()];
    await store().inTenant(mine, (tx) => spend(tx, 'mine'));
    await store().inTenant(other, (tx) => spend(tx, 'other'));
    expect(await kindsSeen(store(), mine)).toEqual(['mine']);
    expect(await store().inTenant(other, (tx) => tx.run('delete from spent'))).toBe(1);
    expect(await kindsSeen(store(), mine)).toEqual(['mine']);
  });

  it('refuses a row for another tenant', async () => {
    const [mine, other] = [freshTenant(), freshTenant()];
    const added = store().inTenant(mine, (tx) => spend(tx, 'planted', other));
    await expect(added).rejects.toThrow('row-level security');
    await store().inTenant(mine, (tx) => spend(tx, 'mine'));
    const moved = store().inTenant(mine, (tx) => tx.run('update spent set tenant_id = $1', [other]));
    await expect(moved).rejects.toThrow('row-level security');
    expect(await kindsSeen(store(), other)).toEqual([]);
  });

  it('shows no tenant rows outside a tenant, and takes none', async () => {
    const tenant = freshTenant();
    await store().inTenant(tenant, (tx) => spend(tx, 'a'));
    expect(await store().inPlatform((tx) => tx.rows('select from spent'))).toEqual([]);
    const added = store().inPlatform((tx) => spend({ ...tx, tenant, journal: () => {} }, 'b'));
    await expect(added).rejects.toThrow('row-level security');
  });

  it('works as a role that cannot see past the walls', async () => {
    const [role] = await store().inTenant(freshTenant(), (tx) =>
      tx.rows(`select rolname::text as name, rolsuper as super, rolbypassrls as bypass, rolcreaterole as maker,
        (select count(*) from pg_class where relowner = pg_roles.oid) as owned
        from pg_roles where rolname = current_user`),
    );
    expect(role).toEqual({ name: 'gatehouse_app', super: false, bypass: false, maker: false, owned: 0 });
  });

  it('confines every table with a tenant, except those that lead to one', async () => {
    const leading = [
      'application_homes',
      'device_user_codes',
      'domain_names',
      'identifier_uris',
      'journal_heads',
      'tenants',
    ];
    const tables = await store().inPlatform((tx) =>
      tx.rows<{ name: string; forced: boolean; policies: number }>(`
        select class.relname::text as name, class.relrowsecurity and class.relforcerowsecurity as forced,
          (select count(*) from pg_policy where polrelid = class.oid
            and coalesce(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) like '%app.tenant%') as policies
        from pg_class class join pg_attribute on attrelid = class.oid and attname = 'tenant_id'
        where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p')`),
    );
    const open = tables.filter(({ forced, policies }) => !forced || policies === 0).map(({ name }) => name);
    expect(tables.length).toBeGreaterThan(6);
    expect(open.filter((name) => !leading.includes(name))).toEqual([]);
  });

  it('lets nobody change or remove what the journal says', async () => {
    const tenant = freshTenant();
    await store().inTenant(tenant, async (tx) => tx.journal(draft('a')));
    for (const statement of ['update journal set target_id = $1', 'delete from journal where target_id <> $1']) {
      const changed = store().inTenant(tenant, (tx) => tx.run(statement, ['b']));
      await expect(changed).rejects.toThrow('permission denied');
    }
  });

  it('writes each tenant of a group as itself, whatever order their statements take', async () => {
    const tenants = [freshTenant(), freshTenant(), freshTenant()];
    const groups = new Map(tenants.map((tenant, index) => [tenant, [`one-${index}`, `two-${index}`]]));
    const counts = await store().inEachTenant(groups, async (tx, kinds) => {
      await spend(tx, kinds[0] ?? '');
      await tx.rows('select from tenants');
      await spend(tx, kinds[1] ?? '');
      return [(await tx.rows('select from spent')).length];
    });
    expect([...counts.values()]).toEqual([[2], [2], [2]]);
    for (const [tenant, kinds] of groups) expect(await kindsSeen(store(), tenant)).toEqual(kinds);
  });
}

function journal(store: () => Store): void {
  it('numbers entries 1, 2, 3 … per tenant and gives back what was written', async () => {
    const tenant = freshTenant();
    const whole: JournalDraft = {
      operation: 'user.update',
      actor: { kind: 'user', id: 'u1', viaApp: 'a1' },
      target: { type: 'user', id: 'u2', name: 'Adele' },
      changes: [{ property: 'displayName', old: 'A', new: { deep: [1, null] } }],
      correlationId: 'c1',
    };
    await store().inTenant(tenant, async (tx) => {
      tx.journal(whole);
      tx.journal(draft('second'));
    });
    await store().inTenant(tenant, async (tx) => tx.journal(draft('third')));
    const entries = await store().journal.read(tenant, 0, 10);
    expect(entries[0]).toEqual({ ...whole, tenant, sequence: 1, at: suiteClock.now() });
    expect(entries[1]).toEqual({ ...draft('second'), tenant, sequence: 2, at: suiteClock.now() });
    expect(entries.map((entry) => entry.sequence)).toEqual([1, 2, 3]);
    expect(await store().journal.head(tenant)).toBe(3);
    expect(namesOf(await store().journal.read(tenant, 1, 1))).toEqual(['second']);
    expect(await store().journal.head(freshTenant())).toBe(0);
  });

  it('leaves no gap where a transaction was rolled back', async () => {
    const tenant = freshTenant();
    const write = (name: string, fail: boolean) =>
      store().inTenant(tenant, async (tx) => {
        tx.journal(draft(name));
        await spend(tx, name);
        if (fail) await spend(tx, name);
      });
    await write('a', false);
    await expect(write('b', true)).rejects.toThrow();
    await write('c', false);
    const entries = await store().journal.read(tenant, 0, 10);
    expect(entries.map(({ sequence, target }) => [sequence, target.id])).toEqual([
      [1, 'a'],
      [2, 'c'],
    ]);
  });

  it('numbers writers of one tenant that run at the same time without gap or double', async () => {
    const tenant = freshTenant();
    const names = Array.from({ length: 24 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => store().inTenant(tenant, async (tx) => tx.journal(draft(name)))));
    const entries = await store().journal.read(tenant, 0, 100);
    expect(entries.map((entry) => entry.sequence)).toEqual(names.map((_, index) => index + 1));
    expect(namesOf(entries).sort()).toEqual([...names].sort());
  });

  it('tells listeners of a commit before its caller hears of it, in order, and of nothing rolled back', async () => {
    const tenant = freshTenant();
    const heard: JournalEntry[] = [];
    const stop = store().journal.subscribe((entry) => {
      if (entry.tenant === tenant) heard.push(entry);
    });
    await store()
      .inTenant(tenant, async (tx) => {
        tx.journal(draft('never'));
        throw new Error('no');
      })
      .catch(() => {});
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        await store().inTenant(tenant, async (tx) => {
          tx.journal(draft(`n${index}`));
          expect(namesOf(heard)).not.toContain(`n${index}`);
        });
        expect(namesOf(heard)).toContain(`n${index}`);
      }),
    );
    expect(heard.map((entry) => entry.sequence)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(heard).toEqual(await store().journal.read(tenant, 0, 100));
    stop();
    await store().inTenant(tenant, async (tx) => tx.journal(draft('unheard')));
    expect(namesOf(heard)).not.toContain('unheard');
  });

  it('does not let one failing listener keep the others, or the writer, from going on', async () => {
    const tenant = freshTenant();
    const heard: string[] = [];
    const stopFailing = store().journal.subscribe(() => {
      throw new Error('of a listener');
    });
    const stop = store().journal.subscribe((entry) => heard.push(entry.target.id));
    await store().inTenant(tenant, async (tx) => tx.journal(draft('heard')));
    stopFailing();
    stop();
    expect(heard).toContain('heard');
  });

  it('lets a listener use the store', async () => {
    const tenant = freshTenant();
    let read: Promise<JournalEntry[]> | undefined;
    const stop = store().journal.subscribe((entry) => {
      if (entry.tenant === tenant) read = store().journal.read(tenant, 0, 10);
    });
    await store().inTenant(tenant, async (tx) => tx.journal(draft('a')));
    stop();
    expect(namesOf((await read) ?? [])).toEqual(['a']);
  });

  it('journals every tenant of a group', async () => {
    const tenants = [freshTenant(), freshTenant()];
    const heard: TenantId[] = [];
    const stop = store().journal.subscribe((entry) => heard.push(entry.tenant));
    await store().inEachTenant(new Map(tenants.map((tenant) => [tenant, ['x']])), async (tx, items) => {
      for (const item of items) tx.journal(draft(item));
      return items;
    });
    stop();
    for (const tenant of tenants) {
      expect(namesOf(await store().journal.read(tenant, 0, 10))).toEqual(['x']);
      expect(heard.filter((each) => each === tenant)).toHaveLength(1);
    }
  });
}

function groups(store: () => Store): void {
  const kindsGroup = () => {
    const runs: number[] = [];
    const group = createGroupCommit<string, string>(store(), async (tx, kinds) => {
      runs.push(kinds.length);
      const at = new Date(suiteClock.now());
      await tx.run(
        `insert into spent (tenant_id, kind, digest, spent_at, expires_at)
         select $1, kind, convert_to(kind, 'UTF8'), $3, $3 from unnest($2::text[]) as kinds (kind)`,
        [tx.tenant, kinds, at],
      );
      return kinds.map((kind) => `wrote ${kind}`);
    });
    return { group, runs };
  };

  it('writes what many callers submit in few transactions, and answers each with its own result', async () => {
    const tenants = [freshTenant(), freshTenant(), freshTenant()];
    const { group, runs } = kindsGroup();
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, index) => group.submit(tenants[index % 3] as TenantId, `k${index}`)),
    );
    expect(results).toEqual(Array.from({ length: 60 }, (_, index) => `wrote k${index}`));
    expect(runs).toHaveLength(3);
    for (const tenant of tenants) expect(await kindsSeen(store(), tenant)).toHaveLength(20);
  });

  it('rejects one item that cannot be written, and writes the others of its group', async () => {
    const tenant = freshTenant();
    const { group } = kindsGroup();
    await group.submit(tenant, 'taken');
    const settled = await Promise.allSettled(['a', 'b', 'taken', 'c'].map((kind) => group.submit(tenant, kind)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await kindsSeen(store(), tenant)).toEqual(['a', 'b', 'c', 'taken']);
  });

  it('drains: what was submitted is settled', async () => {
    const tenant = freshTenant();
    const { group } = kindsGroup();
    void group.submit(tenant, 'a');
    await group.drain();
    expect(await kindsSeen(store(), tenant)).toEqual(['a']);
  });

  it('serves other callers when the one who started the loop stands in a transaction afterwards', async () => {
    const tenant = freshTenant();
    const { group } = kindsGroup();
    const first = group.submit(tenant, 'first');
    await store().inTenant(tenant, (tx) => tx.rows('select 1'));
    expect(await Promise.all([first, group.submit(tenant, 'second')])).toEqual(['wrote first', 'wrote second']);
  });
}

function nesting(store: () => Store): void {
  const uses: readonly (readonly [string, (store: Store, tenant: TenantId) => Promise<unknown>])[] = [
    ['a transaction of a tenant', (it, tenant) => it.inTenant(tenant, async () => {})],
    ['a transaction of the platform', (it) => it.inPlatform(async () => {})],
    ['a group', (it, tenant) => it.inEachTenant(new Map([[tenant, [1]]]), async () => [])],
    ['a read of the journal', (it, tenant) => it.journal.read(tenant, 0, 1)],
    ['a ping', (it) => it.ping()],
    ['a submission to a group commit', (it, tenant) => createGroupCommit(it, async () => [1]).submit(tenant, 1)],
    ['its closing', (it) => it.close()],
  ];
  for (const [name, use] of uses) {
    it(`refuses ${name} inside a transaction, which goes on`, async () => {
      const tenant = freshTenant();
      await store().inTenant(tenant, async (tx) => {
        await expect(use(store(), tenant)).rejects.toThrow('a transaction of this store is open here');
        await spend(tx, 'went on');
      });
      expect(await kindsSeen(store(), tenant)).toEqual(['went on']);
    });
  }

  it('lets work that outlives its transaction use the store', async () => {
    const tenant = freshTenant();
    let later: Promise<string[]> | undefined;
    const ended = new AbortController();
    await store().inTenant(tenant, async (tx) => {
      await spend(tx, 'a');
      later = new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve())).then(() =>
        kindsSeen(store(), tenant),
      );
    });
    ended.abort();
    expect(await later).toEqual(['a']);
  });
}

function limits(under: EngineUnderTest): void {
  const withStore = async (settings: Partial<StoreSettings>, test: (store: Store) => Promise<void>) => {
    const store = await under.open({ clock: new AdjustableClock(), oneConnection: true, ...settings });
    try {
      await test(store);
    } finally {
      await store.close();
    }
  };

  it('ends a statement that takes too long, keeps what was committed, and goes on', () =>
    withStore({ statementTimeoutMs: 3_000 }, async (store) => {
      const tenant = freshTenant();
      await store.inTenant(tenant, (tx) => spend(tx, 'before'));
      const late = store.inTenant(tenant, async (tx) => {
        await spend(tx, 'during');
        await tx.rows(endless);
      });
      await expect(late).rejects.toBeInstanceOf(StoreUnavailable);
      await store.inTenant(tenant, (tx) => spend(tx, 'after'));
      expect(await kindsSeen(store, tenant)).toEqual(['after', 'before']);
    }));

  it('makes nobody wait for a connection longer than the limit, and serves in order of arrival', () =>
    withStore({ waitTimeoutMs: 400 }, async (store) => {
      const tenant = freshTenant();
      let release = (): void => {};
      const held = store.inPlatform(async () => new Promise<void>((resolve) => (release = resolve)));
      const order: number[] = [];
      const waiting = [1, 2, 3].map((n) => store.inTenant(tenant, async () => order.push(n)));
      for (const each of waiting) await expect(each).rejects.toBeInstanceOf(StoreUnavailable);
      const next = [4, 5, 6].map((n) => store.inTenant(tenant, async () => order.push(n)));
      release();
      await Promise.all([held, ...next]);
      expect(order).toEqual([4, 5, 6]);
    }));

  it('rolls back a transaction that stays open too long', () =>
    withStore({ transactionTimeoutMs: 1_500 }, async (store) => {
      const tenant = freshTenant();
      let tx: TenantTransaction | undefined;
      const hung = store.inTenant(tenant, async (mine) => {
        tx = mine;
        await spend(mine, 'hung');
        await new Promise(() => {});
      });
      await expect(hung).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(tx?.run('select 1')).rejects.toThrow('over');
      expect(await kindsSeen(store, tenant)).toEqual([]);
    }));

  it('finishes what is under way when it closes, and then refuses', () =>
    withStore({}, async (store) => {
      const tenant = freshTenant();
      const heard: string[] = [];
      store.journal.subscribe((entry) => heard.push(entry.target.id));
      const writes = Array.from({ length: 5 }, (_, index) =>
        store.inTenant(tenant, async (tx) => {
          await spend(tx, `k${index}`);
          tx.journal(draft(`k${index}`));
        }),
      );
      await store.close();
      await Promise.all(writes);
      expect(heard).toHaveLength(5);
      await expect(store.inTenant(tenant, (tx) => spend(tx, 'late'))).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
      await store.close();
    }));
}
