import type { TenantId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { systemIds } from '../../ids/index.js';
import type { JournalDraft } from '../store.js';
import { journalWrites, writtenEntries } from './journal-rows.js';

const tenant = systemIds.guid<TenantId>();

function drafts(count: number): readonly JournalDraft[] {
  return Array.from({ length: count }, (_, number) => ({
    operation: 'thing.create',
    actor: { kind: 'platform' },
    target: { type: 'thing', id: String(number) },
  }));
}

describe('the journal of a transaction with many changes', () => {
  it.each([
    [0, []],
    [1, [1]],
    [1_000, [1_000]],
    [2_500, [1_000, 1_000, 500]],
  ])('of %i is written in pieces of %j, so that each answers in time', (count, pieces) => {
    expect(journalWrites(tenant, drafts(count), 0, false).map((write) => write.drafts.length)).toEqual(pieces);
  });

  it('has every change once, in order, under numbers without a gap', () => {
    const writes = journalWrites(tenant, drafts(2_500), 0, true);
    let sequence = 40;
    const entries = writes.flatMap((write) => {
      sequence += write.drafts.length;
      return writtenEntries(write, [{ sequence }]);
    });
    expect(entries.map((entry) => entry.target.id)).toEqual(drafts(2_500).map(({ target }) => target.id));
    expect(entries.map((entry) => entry.sequence)).toEqual(Array.from({ length: 2_500 }, (_, place) => place + 41));
  });
});
