// Owns: passwords of people: slow hashes, their checking, `password` in seed files, and setting one.
// Refuses: whether the account may sign in (the gate decides), counting of failures. Called by: flows, the password grant, seeds.
export { passwordSeed } from './password-seed.js';
export {
  createPasswords,
  type Passwords,
  type PasswordsDeps,
  type ProvedPassword,
} from './passwords.js';
export { forgetPassword } from './write-password.js';
