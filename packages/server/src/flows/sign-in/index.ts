// Owns: the story of one person signing in: ask the gate; do the one thing it asks for; ask again.
// Refuses: deciding (policy and the gate do), protocols (doors do), and remembering: the transaction travels sealed, tied to the browser.
// Called by: doors that sign people in (oauth, saml, wsfed, device login), and the pages door for the forms in between.
export type { SignInDeps } from './sign-in-deps.js';
export type { SignInRequest, SignInTarget } from './sign-in-request.js';
export {
  createSignIn,
  type SignIn,
  type SignInBeginning,
  type SignInOutcome,
  type SignInPage,
  type SubmitOutcome,
} from './sign-in.js';
export type { Transaction } from './transaction.js';
export type { Visit } from './visit.js';
