import { createHmac } from 'node:crypto';
import type { GraphCall } from '../../resource.js';

/**
 * The text that proves a domain: whoever can put it into the domain controls it. It follows from the tenant and the name, so that
 * nobody can claim a name again and again until the text is one that stands there for somebody else.
 */
export async function proofOf({ caller, door }: GraphCall, name: string): Promise<string> {
  const key = await door.keys.tenantSecret(caller.tenant, 'domain proofs');
  const digest = createHmac('sha256', key).update(`${caller.tenant} ${name.toLowerCase()}`).digest();
  // As long as numbers that JSON and people can hold, and far too many to try.
  return `MS=ms${digest.readUIntBE(0, 6).toString().padStart(15, '0')}`;
}
