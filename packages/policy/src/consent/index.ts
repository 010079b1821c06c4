// Decisions about consent: what a person may grant for themselves, and what an administrator must.
// Called by: the consent step of a sign-in.
export { type ConsentDecision, type ConsentInput, decideConsent } from './decide-consent.js';
