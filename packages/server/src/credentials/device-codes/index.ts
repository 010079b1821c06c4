// Owns: device authorization (RFC 8628): codes for a device and its person, the person's answer, their redemption exactly once.
// Refuses: pages, sign-in and decisions: an answer is facts about a person, and redeeming it asks the gate.
// Called by: the OAuth door (create, poll) and the page where the person types the code (find, approve, decline).
export type { DeviceApproval, DeviceCodeGrant, PendingDeviceCode } from './device-code.js';
export {
  createDeviceCodes,
  type DeviceCodes,
  type DeviceCodesDeps,
  deviceCodeSweep,
  type IssuedDeviceCode,
  type PollOutcome,
  type RedemptionCheck,
  userCodeSweep,
} from './device-codes.js';
