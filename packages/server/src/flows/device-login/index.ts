// Owns: the person's side of signing in on another device: which device a typed code means, and the person's answer.
// Refuses: signing the person in (the sign-in flow does, the pages door joins both) and tokens (the device polls for them).
export {
  createDeviceLogin,
  type DeviceLogin,
  type DeviceLoginDeps,
  type DevicePerson,
  type DeviceSignIn,
} from './device-login.js';
