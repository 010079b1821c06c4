import 'reflect-metadata';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { X509Certificate } from '@peculiar/x509';
import type { Clock } from '../clock/index.js';
import { replaceFile } from '../files/index.js';
import type { Ids } from '../ids/index.js';
import { ensureAuthority, lasts, readAuthorities } from './authority.js';
import { type CertificateNames, namesOf } from './certificate-names.js';
import { issueServer, serverNames } from './issue.js';
import { type PemBundle, parsePemBundle } from './pem-bundle.js';

/** What a development certificate must be good for. */
export interface DevelopmentCertificateRequest {
  /** Where authority and certificate are kept; made if missing, for its owner only. */
  readonly folder: string;
  /** Host names and addresses beside localhost and loopback. */
  readonly hosts: readonly string[];
  /** The machine's clock, not one that the development controls move: TLS clients know no other. */
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A server certificate with its key, in PEM, and where its authority is kept. */
export interface DevelopmentCertificate {
  /** The path of the authority certificates (PEM) that clients are told to trust. */
  readonly caFile: string;
  readonly certPem: string;
  readonly keyPem: string;
}

/**
 * Gives a server certificate of the development authority: the one in the folder while it names the hosts and has 30 days left,
 * else a new one. Safe to call from many processes at once.
 * @throws Error when a host is neither a name nor an address, or a file of the folder was damaged.
 */
export async function ensureDevelopmentCertificate(
  request: DevelopmentCertificateRequest,
): Promise<DevelopmentCertificate> {
  const { folder, clock, ids } = request;
  const names = namesOf(request.hosts);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority = await ensureAuthority(folder, names, clock, ids);
  const caFile = join(folder, 'ca.pem');
  await publishAuthorities(folder, caFile, ids);
  const { certPem, keyPem } = await ensureServer(join(folder, 'server.pem'), authority, names, clock, ids);
  return { caFile, certPem, keyPem };
}

/**
 * Writes every authority of the folder, newest first, into the file that clients trust: a process started with other hosts keeps
 * being trusted. Reads again after writing, because another process may have added one meanwhile.
 */
async function publishAuthorities(folder: string, caFile: string, ids: Ids): Promise<void> {
  for (;;) {
    const text = (await readAuthorities(folder)).map(({ bundle }) => bundle.certPem).join('');
    if ((await readIfPresent(caFile)) === text) return;
    await replaceFile({ path: caFile, text, mode: 0o644 }, ids);
  }
}

/** Whoever writes last wins, and every process serves the one it holds: each is signed by an authority in the trusted file. */
async function ensureServer(
  path: string,
  authority: PemBundle,
  names: CertificateNames,
  clock: Clock,
  ids: Ids,
): Promise<PemBundle> {
  const kept = parsePemBundle((await readIfPresent(path)) ?? '');
  if (kept !== undefined && lasts(kept, clock.now()) && fits(kept, authority, names)) return kept;
  const made = await issueServer(authority, names, clock.now());
  await replaceFile({ path, text: made.keyPem + made.certPem, mode: 0o600 }, ids);
  return made;
}

function fits({ certificate }: PemBundle, authority: PemBundle, names: CertificateNames): boolean {
  if (!certificate.verify(authority.certificate.publicKey)) return false;
  const wanted = serverNames(names);
  const present = new X509Certificate(certificate.raw).getExtension(wanted.type);
  return present !== null && Buffer.from(present.rawData).equals(Buffer.from(wanted.rawData));
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
