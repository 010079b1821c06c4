import { hash, parseOptions, verify } from '@node-rs/argon2';

/** Argon2id, version 1.3: 19 MiB, two passes, one lane (ASVS 11.4.2; RFC 9106 §4 for the algorithm). */
const hashParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a password, exactly as given, off the main thread. @returns a PHC string with a fresh salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(Buffer.from(password, 'utf8'), hashParameters);
}

/** True when the password is the one the PHC string was made from. */
export function verifyHash(phc: string, password: string): Promise<boolean> {
  return verify(phc, Buffer.from(password, 'utf8'));
}

/** True for a PHC string that was made with other parameters than today's. */
export function isOutdated(phc: string): boolean {
  if (!phc.startsWith('$argon2id$')) return true;
  const { memoryCost, timeCost, parallelism } = parseOptions(phc);
  return (
    memoryCost !== hashParameters.memoryCost ||
    timeCost !== hashParameters.timeCost ||
    parallelism !== hashParameters.parallelism
  );
}
