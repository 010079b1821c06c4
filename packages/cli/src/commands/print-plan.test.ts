import type { DescribedPlan, PlannedChange } from '@gatehouse/server';
import { describe, expect, it } from 'vitest';
import { countsOf, planLines } from './print-plan.js';

const plan = (changes: readonly PlannedChange[], more: Partial<DescribedPlan> = {}): DescribedPlan => ({
  tenant: 'c0000000-0000-4000-8000-000000000001' as DescribedPlan['tenant'],
  name: 'Contoso',
  unseen: 0,
  digest: 'd',
  changes,
  ...more,
});
const change = (more: Partial<PlannedChange>): PlannedChange => ({
  verb: 'update',
  type: 'user',
  id: 'i',
  name: 'a@contoso.example',
  changes: [],
  ...more,
});

describe('a plan in lines', () => {
  it('shows each change with its mark and, of what changes, old and new values', () => {
    const lines = planLines([
      plan([
        change({ verb: 'create', changes: [{ property: 'jobTitle', new: 'Told by the file' }] }),
        change({
          changes: [
            { property: 'jobTitle', old: 'Old', new: 'New' },
            { property: 'mail', old: 'x' },
          ],
        }),
        change({ type: 'group', name: 'G', changes: [{ property: 'members', added: ['a', 'b'], removed: ['c'] }] }),
        change({ verb: 'create', type: 'group', name: 'H', changes: [{ property: 'members', added: ['a'] }] }),
        change({ verb: 'delete', type: 'role-assignment', name: 'Reader: a' }),
        change({ type: 'tenant', name: '', changes: [{ property: 'legacy', new: { passwordGrant: true } }] }),
      ]),
    ]);
    expect(lines).toEqual([
      'Contoso (c0000000-0000-4000-8000-000000000001)',
      '  + user a@contoso.example',
      '  ~ user a@contoso.example',
      '      jobTitle: Old → New',
      '      mail: x → (nothing)',
      '  ~ group G',
      '      members: + a, + b, - c',
      '  + group H',
      '      members: + a',
      '  - role assignment Reader: a',
      '  ~ tenant i',
      '      legacy: (nothing) → {"passwordGrant":true}',
      '',
    ]);
  });

  it('leaves out tenants in which nothing changes', () => {
    expect(planLines([plan([])])).toEqual([]);
  });

  it('lets no name, property or value reach a terminal that steers it', () => {
    const hostile = '\u001b[2J\u009b1m\n\r\u202e';
    const lines = planLines([
      plan(
        [
          change({
            name: `name${hostile}`,
            changes: [
              { property: `property${hostile}`, old: `old${hostile}`, new: { deep: [`new${hostile}`] } },
              { property: 'members', added: [`added${hostile}`], removed: [`removed${hostile}`] },
            ],
          }),
          change({ name: '', id: `id${hostile}` }),
        ],
        { name: `tenant${hostile}` },
      ),
    ]);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    for (const word of ['tenant', 'name', 'property', 'old', 'new', 'added', 'removed', 'id']) {
      expect(lines.join('\n')).toContain(word);
    }
  });

  it('cuts long names, values and lists', () => {
    const long = 'x'.repeat(5_000);
    const lines = planLines([
      plan([
        change({ name: long, changes: [{ property: 'a', old: long, new: { deep: long } }] }),
        change({ changes: [{ property: 'members', added: Array.from({ length: 5_000 }, () => 'somebody') }] }),
      ]),
    ]);
    for (const line of lines) expect(line.length).toBeLessThan(400);
    expect(lines.filter((line) => line.includes('…'))).toHaveLength(3);
  });
});

it('plans are counted by what they do', () => {
  const some = plan([change({}), change({ verb: 'create' }), change({ verb: 'create' })], { unseen: 2 });
  expect(countsOf([some, plan([change({ verb: 'delete' })], { unseen: 1 })])).toEqual({
    create: 2,
    update: 1,
    delete: 1,
    unseen: 3,
  });
});
