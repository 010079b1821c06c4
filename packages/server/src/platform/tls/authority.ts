import 'reflect-metadata';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { X509Certificate } from '@peculiar/x509';
import type { Clock } from '../clock/index.js';
import { createOnce } from '../files/index.js';
import type { Ids } from '../ids/index.js';
import type { CertificateNames } from './certificate-names.js';
import { issueAuthority } from './issue.js';
import { nameConstraints } from './name-constraints.js';
import { type PemBundle, parsePemBundle } from './pem-bundle.js';

/** What is renewed when less than this is left, in milliseconds. */
const renewalMargin = 30 * 86_400_000;
const generationName = /^authority-(\d{1,6})\.pem$/;

/**
 * Gives the newest authority in `folder` that may speak for exactly `names` and is not about to end, made now if there is none.
 * Authorities are numbered and never replaced: of several processes that want the next number exactly one creates it,
 * and the others find it.
 */
export async function ensureAuthority(
  folder: string,
  names: CertificateNames,
  clock: Clock,
  ids: Ids,
): Promise<PemBundle> {
  for (;;) {
    const generations = await readAuthorities(folder);
    const fit = generations.find(({ bundle }) => speaksFor(bundle, names) && lasts(bundle, clock.now()));
    if (fit !== undefined) return fit.bundle;
    const made = await issueAuthority(names, clock.now(), ids);
    const path = join(folder, `authority-${(generations[0]?.number ?? 0) + 1}.pem`);
    if (await createOnce({ path, text: made.keyPem + made.certPem, mode: 0o600 }, ids)) return made;
  }
}

export interface Generation {
  readonly number: number;
  readonly bundle: PemBundle;
}

/** Every authority of the folder, newest first. @throws Error naming the file that cannot be read. */
export async function readAuthorities(folder: string): Promise<readonly Generation[]> {
  const numbers = (await readdir(folder)).flatMap((name) => generationName.exec(name)?.[1] ?? []).map(Number);
  const newestFirst = numbers.sort((a, b) => b - a);
  return Promise.all(
    newestFirst.map(async (number) => {
      const path = join(folder, `authority-${number}.pem`);
      const bundle = parsePemBundle(await readFile(path, 'utf8'));
      if (bundle === undefined)
        throw new Error(`\`${path}\` does not hold a key and its certificate; delete it to have it made anew`);
      return { number, bundle };
    }),
  );
}

/** True when the certificate is valid now and for longer than the renewal margin. */
export function lasts({ certificate }: PemBundle, now: number): boolean {
  return Date.parse(certificate.validFrom) <= now && Date.parse(certificate.validTo) - now > renewalMargin;
}

function speaksFor({ certificate }: PemBundle, names: CertificateNames): boolean {
  const wanted = nameConstraints(names);
  const present = new X509Certificate(certificate.raw).getExtension(wanted.type);
  return present !== null && Buffer.from(present.rawData).equals(Buffer.from(wanted.rawData));
}
