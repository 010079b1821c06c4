// Owns: the only yes of the platform. It gathers facts (known or unknown), asks `policy/access`, keeps the sign-in record
// with the whole input of the decision, reads both back for whoever decides once more, and mints the Admission that issuance accepts.
// Refuses: protocols, pages, signing. Called by: doors and flows (to ask), issuance (to open an admission).
export type { Admitted } from './admission.js';
export { type Admission, openAdmission } from './admission.js';
export type { ResourceRegistrationFacts } from './admitted-facts.js';
export type { Attempt } from './attempt.js';
export type { Gate, GateOutcome } from './gate-outcome.js';
export { createGate, type GateDeps } from './gate.js';
export { conditionOfSignInId, countSignIns, findSignIn, pageSignIns } from './records/read-sign-ins.js';
export type { RecordedInput } from './records/read-input.js';
export type { SignInRecord } from './records/sign-in-record.js';
export type { RecordedDecision } from './records/sign-in-records.js';
