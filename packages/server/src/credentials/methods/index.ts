// The sign-in methods of this platform: one folder and one line per method. A method proves who somebody is and returns an
// Authentication; it never decides whether the account may sign in.
export {
  createPasswords,
  forgetPassword,
  passwordSeed,
  type Passwords,
  type PasswordsDeps,
  type ProvedPassword,
} from './password/index.js';
