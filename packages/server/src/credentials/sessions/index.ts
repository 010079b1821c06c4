// Owns: browser sessions: their rows, lifetimes and applications, the two cookies that carry session tokens, and the cookie that
// ties a flow to its browser.
// Refuses: making tokens (issuance does) and deciding who may use a session (the gate does).
// Called by: flows (sign-in, sign-out), and whoever shows or ends a person's sessions.
export {
  type BrowserBinding,
  type BrowserRequest,
  browserBinding,
  isBoundTo,
  isForeignPost,
} from './browser-binding.js';
export {
  type BrowserSessions,
  type BrowserSessionsDeps,
  createBrowserSessions,
  type SessionClaim,
  type SignedInAccount,
} from './browser-sessions.js';
export { type Session, type SessionClient, sessionLifetimes } from './session.js';
export type { HeldToken } from './session-cookies.js';
export { createSessions, type NewSession, sessionSweep, type Sessions, type SessionsDeps } from './sessions.js';
