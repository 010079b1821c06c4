import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateMembershipRule } from './evaluate-membership-rule.js';
import type { MemberSubject } from './member-subject.js';
import type { MembershipRule, RuleCondition, RuleProperty, ValueTest } from './membership-rule.js';
import { parseMembershipRule } from './parse-membership-rule.js';
import { compilePattern } from './pattern/index.js';
import { findProperty } from './find-property.js';
import { propertiesOf } from './properties-of.js';
import { writeRule } from './write-rule.fixture.js';

const now = Date.parse('2030-06-15T12:00:00Z');

function propertyNamed(name: string): RuleProperty {
  const property = findProperty('user', name);
  if (property === undefined) throw new Error(name);
  return property;
}

const names = fc.constantFrom('city', 'displayName', 'telephoneNumber', 'extensionAttribute3', 'otherMails');
const texts = fc.oneof(fc.constantFrom('', 'a', 'ab', 'B', 'null'), fc.string({ unit: 'grapheme', maxLength: 8 }));
const sources = fc.constantFrom('^a', 'b$', '(a|b)+', '.', '"', "'`");

const textTest: fc.Arbitrary<ValueTest> = fc.oneof(
  fc.constant<ValueTest>({ kind: 'isNull' }),
  fc.record({ kind: fc.constantFrom('equals', 'startsWith', 'endsWith', 'contains'), text: texts }),
  fc.record({ kind: fc.constant('in' as const), texts: fc.array(texts, { minLength: 1, maxLength: 3 }) }),
  sources.map((source): ValueTest => {
    const compiled = compilePattern(source, 100);
    if (compiled.kind !== 'compiled') throw new Error(compiled.kind);
    return { kind: 'match', pattern: compiled.pattern };
  }),
);
const booleanTest: fc.Arbitrary<ValueTest> = fc.boolean().map((value) => ({ kind: 'is', value }));
const moment = fc.oneof(
  fc.integer({ min: 0, max: 4e9 }).map((seconds) => ({ kind: 'at' as const, instant: seconds * 1000 })),
  fc.integer({ min: -1e6, max: 1e6 }).map((seconds) => ({ kind: 'now' as const, offset: seconds * 1000 })),
);
const momentTest = fc.record({
  kind: fc.constant('moment' as const),
  order: fc.constantFrom('eq', 'le', 'lt', 'ge', 'gt'),
  moment,
});

function comparison(name: fc.Arbitrary<string>, test: fc.Arbitrary<ValueTest>): fc.Arbitrary<RuleCondition> {
  return fc.record({ name, isNegated: fc.boolean(), test }).map(({ name: of, isNegated, test: asked }) => ({
    kind: 'compare',
    operand: { kind: 'property', property: propertyNamed(of) },
    // There is no negative form of the orders.
    isNegated: isNegated && !(asked.kind === 'moment' && asked.order !== 'eq'),
    test: asked,
  }));
}

function items(name: string, fields: readonly (string | null)[]): fc.Arbitrary<RuleCondition> {
  const one: fc.Arbitrary<RuleCondition> = fc
    .record({ field: fc.constantFrom(...fields), isNegated: fc.boolean(), test: textTest })
    .map(({ field, isNegated, test }) => ({ kind: 'compare', operand: { kind: 'item', field }, isNegated, test }));
  return fc
    .record({ kind: fc.constantFrom('any', 'all'), element: combined(one, 1) })
    .map(({ kind, element }) => ({ kind, property: propertyNamed(name), element }));
}

function combined(leaf: fc.Arbitrary<RuleCondition>, depth: number): fc.Arbitrary<RuleCondition> {
  if (depth === 0) return leaf;
  const inner = combined(leaf, depth - 1);
  return fc.oneof(
    leaf,
    inner.map((operand): RuleCondition => ({ kind: 'not', operand })),
    fc.record({ kind: fc.constantFrom('and', 'or'), operands: fc.array(inner, { minLength: 2, maxLength: 3 }) }),
  );
}

const conditions = combined(
  fc.oneof(
    comparison(names, textTest),
    comparison(fc.constant('accountEnabled'), booleanTest),
    comparison(fc.constant('employeeHireDate'), momentTest),
    items('otherMails', [null]),
    items('assignedPlans', ['service', 'capabilityStatus']),
  ),
  2,
);

/** Values of every shape that the properties have, or none. */
const values = fc.record(
  {
    city: fc.option(texts),
    displayName: texts,
    businessPhones: fc.array(texts, { maxLength: 1 }),
    onPremisesExtensionAttributes: fc.record({ extensionAttribute3: texts }, { requiredKeys: [] }),
    otherMails: fc.array(texts, { maxLength: 3 }),
    accountEnabled: fc.boolean(),
    employeeHireDate: fc.integer({ min: 0, max: 4e9 }).map((seconds) => new Date(seconds * 1000).toISOString()),
    assignedPlans: fc.array(fc.record({ service: texts, capabilityStatus: texts }, { requiredKeys: [] }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: [] },
);

/** Everything is kept, or only some of it. */
const subjects = fc
  .tuple(
    values,
    fc.subarray([
      'city',
      'displayName',
      'businessPhones',
      'onPremisesExtensionAttributes',
      'otherMails',
      'accountEnabled',
      'employeeHireDate',
      'assignedPlans',
    ]),
  )
  .map(([properties, kept]): MemberSubject => ({ kind: 'user', properties, kept }));

const ruleOf = (condition: RuleCondition): MembershipRule => ({ kind: 'condition', about: 'user', condition });
const holds = (condition: RuleCondition, subject: MemberSubject) =>
  evaluateMembershipRule(ruleOf(condition), subject, { now });
const negation = (operand: RuleCondition): RuleCondition => ({ kind: 'not', operand });

describe('any condition', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        const written = writeRule(ruleOf(condition));
        fc.pre(written.length <= 3072);
        expect(parseMembershipRule(written)).toEqual({ kind: 'rule', rule: ruleOf(condition) });
      }),
      { numRuns: 500 },
    );
  });

  it('says the same negated twice', () => {
    fc.assert(
      fc.property(conditions, subjects, (condition, subject) => {
        expect(holds(negation(negation(condition)), subject)).toBe(holds(condition, subject));
      }),
      { numRuns: 500 },
    );
  });

  it('and its negation never both make a member', () => {
    fc.assert(
      fc.property(conditions, subjects, (condition, subject) => {
        expect(holds(condition, subject) && holds(negation(condition), subject)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("obeys De Morgan's laws", () => {
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 2, maxLength: 3 }), subjects, (operands, subject) => {
        const negated = operands.map(negation);
        expect(holds(negation({ kind: 'and', operands }), subject)).toBe(
          holds({ kind: 'or', operands: negated }, subject),
        );
        expect(holds(negation({ kind: 'or', operands }), subject)).toBe(
          holds({ kind: 'and', operands: negated }, subject),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('makes no further member when less is kept', () => {
    fc.assert(
      fc.property(conditions, subjects, fc.nat(7), (condition, subject, dropped) => {
        const kept = subject.kept.filter((_, index) => index !== dropped);
        const isLostOnly = !holds(condition, { ...subject, kept }) || holds(condition, subject);
        expect(isLostOnly).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('reads no other property than those it names', () => {
    fc.assert(
      fc.property(conditions, subjects, (condition, subject) => {
        const { properties: read } = propertiesOf(ruleOf(condition));
        const properties = Object.fromEntries(
          Object.entries(subject.properties).filter(([name]) => read.includes(name)),
        );
        expect(holds(condition, { ...subject, properties })).toBe(holds(condition, subject));
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text', () => {
  const pieces = [
    '(',
    ')',
    '[',
    ']',
    ',',
    '"',
    "'",
    '`',
    ' -and ',
    ' or ',
    '-not ',
    'user.city',
    'device.displayName',
    'user.otherMails',
    '_',
    ' -any ',
    ' -all (',
    ' -eq ',
    ' -in ',
    ' -match ',
    ' null',
    '"a"',
    "'b'",
    '1',
    'true',
    'system.now',
    ' -plus ',
    'p1d',
    'user.employeeHireDate',
    '2020-06-10',
    'user.memberOf -any (group.objectId -in [',
    'Direct Reports for ',
    '–',
    '-',
    '.',
    '(a+)+',
  ];
  it.each([
    ['characters', fc.string({ unit: 'binary', maxLength: 300 })],
    ['pieces of rules', fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''))],
  ])('made of %s is read or refused at a place inside it, with a reason', (_, written) => {
    fc.assert(
      fc.property(written, (text) => {
        const result = parseMembershipRule(text);
        const again = result.kind === 'rule' ? parseMembershipRule(writeRule(result.rule)) : result;
        expect(again).toEqual(result);
        const { position, reason } = result.kind === 'invalid' ? result : { position: 0, reason: 'it was read' };
        expect(position >= 0 && position <= text.length).toBe(true);
        expect(reason).toMatch(/^[^A-Z.][^]{5,}[^.]$/);
      }),
      { numRuns: 1000 },
    );
  });
});
