import { describe, expect, it } from 'vitest';
import { Admission, type Admitted, mintAdmission, openAdmission } from './admission.js';

const admitted = { attempt: { kind: 'client_credentials' } } as unknown as Admitted;

describe('ONE-GATE: an admission', () => {
  it('opens to what the gate put in', () => {
    const recorded = Promise.resolve();
    expect(openAdmission(mintAdmission(admitted, recorded))).toEqual({ admitted, recorded });
  });

  it('does not compile when made outside the gate', () => {
    // @ts-expect-error the constructor is private
    const made = () => new Admission(admitted, Promise.resolve());
    // @ts-expect-error a look-alike has no brand
    const alike: Admission = { toJSON: () => undefined as never };
    expect(typeof made).toBe('function');
    expect(() => openAdmission(alike)).toThrow(TypeError);
  });

  it.each([
    ['a plain object', {}],
    ['nothing', null],
    ['an object with the prototype of an admission', Object.create(Admission.prototype)],
    ['a copy of a real one', { ...mintAdmission(admitted, Promise.resolve()) }],
    [
      'a clone with the same prototype',
      Object.assign(Object.create(Admission.prototype) as object, mintAdmission(admitted, Promise.resolve())),
    ],
    ['a proxy around a real one', new Proxy(mintAdmission(admitted, Promise.resolve()), {})],
  ])('fails at run time for %s', (_, value) => {
    expect(() => openAdmission(value as Admission)).toThrow('not an admission of the gate');
  });

  it('cannot be stored or changed', () => {
    const admission = mintAdmission(admitted, Promise.resolve());
    expect(() => JSON.stringify({ admission })).toThrow('never stored');
    expect(() => structuredClone({ admission })).not.toThrow();
    expect(() => openAdmission(structuredClone<Admission>(admission))).toThrow(TypeError);
    expect(Object.isFrozen(admission)).toBe(true);
  });
});
