import { isLoopbackHost } from './loopback.js';
import type { RawSettings } from './settings-schema.js';

const everyInterface: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** What is wrong with settings that are fine one by one. */
export function combinationProblems(raw: RawSettings): string[] {
  const publicHost = raw.publicUrl === undefined ? undefined : new URL(raw.publicUrl).hostname;
  const loopback = isLoopbackHost(raw.host);
  const publicLoopback = publicHost === undefined || isLoopbackHost(publicHost);
  const problems: string[] = [];
  // The development controls sign forged tokens and move the clock for anyone who can reach them.
  if (raw.dev && !loopback) problems.push(`\`dev\` is allowed on a loopback host only, not on \`${raw.host}\``);
  if (raw.dev && !publicLoopback) {
    problems.push(`\`dev\` is allowed with a loopback public URL only, not with \`${raw.publicUrl}\``);
  }
  if (raw.tls === 'off' && !loopback)
    problems.push(`\`tls: off\` is allowed on a loopback host only, not on \`${raw.host}\``);
  if (everyInterface.has(raw.host) && publicHost === undefined) {
    problems.push(`the host \`${raw.host}\` has no address that clients could use: \`publicUrl\` must say it`);
  }
  if (raw.publicUrl?.startsWith('http:') && (raw.tls !== 'off' || !publicLoopback)) {
    problems.push('`publicUrl` must be https, except on a loopback host with `tls: off`');
  }
  if (raw.keyEncryptionKey !== undefined && raw.keyEncryptionKeyFile !== undefined) {
    problems.push('`keyEncryptionKey` and `keyEncryptionKeyFile` exclude each other');
  }
  if (raw.imdsPort !== undefined) {
    problems.push(
      '`imdsPort`: this version has no managed identity endpoint, so nothing would listen there; leave it out',
    );
  }
  return problems;
}
