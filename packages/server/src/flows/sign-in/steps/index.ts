// The steps of a sign-in: one folder and one line each. What comes after which is decided in ../next-step.ts alone.
import type { StepName } from '../transaction.js';
import { confirmDevice } from './confirm-device/step.js';
import { consent } from './consent/step.js';
import { identify } from './identify/step.js';
import { password } from './password/step.js';
import { pickAccount } from './pick-account/step.js';
import { staySignedIn } from './stay-signed-in/step.js';
import type { Step } from './step.js';
import { wrongAccount } from './wrong-account/step.js';

export type { ShownPage, Stage, Step, StepResult } from './step.js';

/** Every step of a sign-in, by the name under which its form is posted. */
export const steps: Readonly<Record<StepName, Step>> = {
  identify,
  password,
  'pick-account': pickAccount,
  'wrong-account': wrongAccount,
  'stay-signed-in': staySignedIn,
  'confirm-device': confirmDevice,
  consent,
};
