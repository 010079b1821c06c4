import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartRefused } from '../platform-options.js';
import { systemClock } from '../platform/clock/index.js';
import type { Settings } from '../platform/config/index.js';
import type { Ids } from '../platform/ids/index.js';
import { ensureDevelopmentCertificate } from '../platform/tls/index.js';

/** How TLS is ended: with these certificates, or by somebody in front of us (null). */
export interface ServerCertificate {
  readonly pems: { readonly cert: string; readonly key: string } | null;
  /** The authority that clients must trust, where it is our own. */
  readonly caFile: string | null;
}

/** The certificate that the settings ask for; the development one is made when it is missing. @throws StartRefused */
export async function readServerCertificate({ tls, host, data }: Settings, ids: Ids): Promise<ServerCertificate> {
  switch (tls.kind) {
    case 'off':
      return { pems: null, caFile: null };
    case 'files':
      return { pems: { cert: await readPem(tls.cert), key: await readPem(tls.key) }, caFile: null };
    case 'auto': {
      const request = { folder: join(data, 'tls'), hosts: [host], clock: systemClock, ids };
      const { caFile, certPem, keyPem } = await ensureDevelopmentCertificate(request);
      return { pems: { cert: certPem, key: keyPem }, caFile };
    }
  }
}

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartRefused(`\`${path}\` cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}
