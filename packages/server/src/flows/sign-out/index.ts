// Owns: the story of one person signing out: which account, with whose proof, which applications hear of it, and where to go then.
// Refuses: protocols (doors do), sending anybody to an address that is not registered. Called by: doors, the pages door.
export { createSignOut, type SignOut, type SignOutDeps, type SignOutOutcome, signOutAction } from './sign-out.js';
export type { SignOutRequest } from './sign-out-request.js';
