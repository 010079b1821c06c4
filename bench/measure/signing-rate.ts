import { generateKeyPairSync, sign } from 'node:crypto';

/** The machine's own limit: CPU microseconds of one RS256-2048 signature, measured now. */
export function signingCost(signatures = 400): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const data = Buffer.alloc(600, 'x');
  const before = process.cpuUsage();
  for (let made = 0; made < signatures; made += 1) sign('sha256', data, privateKey);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / signatures;
}
