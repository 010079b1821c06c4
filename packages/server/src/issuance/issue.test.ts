import { describe, expect, it } from 'vitest';
// The only test that mints beside the gate's own: it stands in for a gate whose record is still being written.
import { type Admitted, mintAdmission } from '../gate/admission.js';
import type { Admission } from '../gate/index.js';
import { createIssuance } from './issue.js';
import type { Recipe, RecipeTools } from './recipe.js';

const admitted = { attempt: { kind: 'client_credentials' } } as unknown as Admitted;
const recipe: Recipe<string> = { name: 'test', make: async () => 'signed' };
const issuance = createIssuance({ keys: { sealer: {} } } as unknown as RecipeTools);

describe('issuance', () => {
  it('ONE-GATE: makes nothing from a look-alike admission', async () => {
    let made = 0;
    const counting: Recipe<string> = { name: 'counting', make: async () => `${(made += 1)}` };
    await expect(issuance.issue({} as Admission, counting)).rejects.toThrow('not an admission');
    expect(made).toBe(0);
  });

  it('RECORD-FIRST: hands nothing out before the record is durable', async () => {
    let durable: () => void = () => undefined;
    const recorded = new Promise<void>((resolve) => {
      durable = resolve;
    });
    let out: string | undefined;
    const issued = issuance.issue(mintAdmission(admitted, recorded), recipe).then((artefact) => {
      out = artefact;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(out).toBeUndefined();
    durable();
    await issued;
    expect(out).toBe('signed');
  });

  it('RECORD-FIRST: hands nothing out when the record is lost', async () => {
    const recorded = Promise.reject(new Error('the store is gone'));
    await expect(issuance.issue(mintAdmission(admitted, recorded), recipe)).rejects.toThrow('the store is gone');
  });
});
