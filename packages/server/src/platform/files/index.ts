// Owns: small files that must exist whole or not at all, with the right mode, also when several processes start at once.
// Refuses: the database's folder, which belongs to the store.
// Called by: keys (the key-encryption key) and tls (the development certificates).
export { createOnce, replaceFile, type SmallFile } from './files.js';
