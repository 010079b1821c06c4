// Owns: which grant families were taken back: everything that descends from one act of authorization ends together.
// Refuses: why a family should end (whoever saw the replay, or an administrator), and sessions of a whole account, which the
// directory keeps with the account. Answers on the token path come from memory; the journal keeps them fresh.
// Called by: the OAuth door's grants, the Graph door, whoever ends a grant.
export { deleteForgotten as revocationSweep } from './repository.js';
export { createRevocation, type Revocation, type RevocationDeps, type RevocationReason } from './revocation.js';
