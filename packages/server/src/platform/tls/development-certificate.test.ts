import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdjustableClock, systemClock } from '../clock/index.js';
import { systemIds } from '../ids/index.js';
import { type DevelopmentCertificate, ensureDevelopmentCertificate } from './index.js';
import { issueServer } from './issue.js';
import { parsePemBundle } from './pem-bundle.js';

const day = 86_400;
let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'tls-')), 'tls');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

function ensure(hosts: readonly string[] = [], clock = new AdjustableClock()): Promise<DevelopmentCertificate> {
  return ensureDevelopmentCertificate({ folder, hosts, clock, ids: systemIds });
}

/** Serves with the certificate and connects as `servername`, trusting `ca` only. Gives the status, or the code of the refusal. */
async function connect(
  served: { certPem: string; keyPem: string },
  ca: string,
  servername: string,
): Promise<number | string> {
  const server = createServer({ cert: served.certPem, key: served.keyPem }, (_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve) => {
      const host = /^[\d.]+$|:/.test(servername) ? '127.0.0.1' : servername;
      const lookup = (_host: string, { all }: { all?: boolean }, found: (...answer: unknown[]) => void): void =>
        all === true ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4);
      const sent = request({ host, port, ca, agent: false, lookup: lookup as never }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', (error: NodeJS.ErrnoException) => resolve(`${error.code ?? ''} ${error.message}`));
      sent.end();
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function trusted(): Promise<string> {
  return readFile(join(folder, 'ca.pem'), 'utf8');
}

describe('the development certificate', () => {
  it.each(['localhost', '127.0.0.1', 'gatehouse', 'kv.vault.localhost', 'kv.vault.gatehouse', 'app.localhost'])(
    'is accepted for %s by a client that trusts the authority file',
    async (name) => {
      const made = await ensure(['gatehouse', 'app.localhost']);
      expect(made.caFile).toBe(join(folder, 'ca.pem'));
      expect(await connect(made, await trusted(), name)).toBe(200);
    },
  );

  it('is refused for other names, and by clients that do not trust the authority', async () => {
    const made = await ensure();
    expect(await connect(made, await trusted(), 'login.example')).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
    const other = await ensureDevelopmentCertificate({
      folder: `${folder}2`,
      hosts: [],
      clock: systemClock,
      ids: systemIds,
    });
    expect(await connect(made, await readFile(other.caFile, 'utf8'), 'localhost')).toMatch(/UNABLE_TO|SELF_SIGNED/);
  });

  it('names localhost, what is below it, loopback addresses and the hosts asked for', async () => {
    const { certPem } = await ensure(['Gatehouse.Test', '192.168.7.7', '0.0.0.0', '[::1]']);
    const certificate = new X509Certificate(certPem);
    expect(certificate.subjectAltName?.split(', ').sort()).toEqual([
      'DNS:*.localhost',
      'DNS:*.vault.gatehouse.test',
      'DNS:*.vault.localhost',
      'DNS:gatehouse.test',
      'DNS:localhost',
      'IP Address:0:0:0:0:0:0:0:1',
      'IP Address:127.0.0.1',
      'IP Address:192.168.7.7',
    ]);
    expect(certificate.ca).toBe(false);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  });

  it.each(['a b', 'exa mple.com/', '*.example', ''])('refuses the host `%s`', async (host) => {
    await expect(ensure([host])).rejects.toThrow('neither a host name nor an address');
  });

  it('keeps private keys to their owner and the authority certificate readable', async () => {
    await ensure();
    const modes = await Promise.all(
      (await readdir(folder))
        .sort()
        .map(async (name) => [name, ((await stat(join(folder, name))).mode & 0o777).toString(8)]),
    );
    expect(modes).toEqual([
      ['authority-1.pem', '600'],
      ['ca.pem', '644'],
      ['server.pem', '600'],
    ]);
    expect(await trusted()).not.toContain('PRIVATE');
  });

  it('lasts 397 days, its authority ten years', async () => {
    const clock = new AdjustableClock();
    const { certPem } = await ensure([], clock);
    const end = (pem: string): number =>
      Math.round((Date.parse(new X509Certificate(pem).validTo) - clock.now()) / 86_400_000);
    expect(end(certPem)).toBe(397);
    expect(end(await trusted())).toBe(3652);
  });
});

describe('the authority', () => {
  it('cannot speak for a name outside its constraints', async () => {
    await ensure();
    const authority = parsePemBundle(await readFile(join(folder, 'authority-1.pem'), 'utf8'));
    if (authority === undefined) throw new Error('unreadable authority');
    for (const names of [
      { dns: ['login.example'], ips: [] },
      { dns: ['localhost'], ips: ['10.0.0.1'] },
    ]) {
      const forged = await issueServer(authority, names, systemClock.now());
      expect(await connect(forged, await trusted(), names.dns[0] ?? '')).toContain('permitted subtree violation');
    }
    const lawful = await issueServer(authority, { dns: ['localhost'], ips: ['127.9.9.9'] }, systemClock.now());
    expect(await connect(lawful, await trusted(), 'localhost')).toBe(200);
  });

  it('asked to speak for one address, cannot speak for its neighbour', async () => {
    expect(await connect(await ensure(['192.168.7.7']), await trusted(), 'localhost')).toBe(200);
    const authority = parsePemBundle(await readFile(join(folder, 'authority-1.pem'), 'utf8'));
    if (authority === undefined) throw new Error('unreadable authority');
    const names = { dns: ['localhost'], ips: ['192.168.7.8'] };
    const forged = await issueServer(authority, names, systemClock.now());
    expect(await connect(forged, await trusted(), 'localhost')).toContain('permitted subtree violation');
  });

  it('may be limited to many long names', async () => {
    const hosts = Array.from({ length: 12 }, (_, n) => `host-${n}.${'a'.repeat(60)}.test`);
    expect(await connect(await ensure(hosts), await trusted(), hosts[3] ?? '')).toBe(200);
  });

  it('stays trusted when a process starts with other hosts', async () => {
    const first = await ensure();
    const second = await ensure(['gatehouse']);
    expect(await connect(first, await trusted(), 'localhost')).toBe(200);
    expect(await connect(second, await trusted(), 'gatehouse')).toBe(200);
    expect(await ensure(['gatehouse'])).toEqual(second);
    expect((await readdir(folder)).filter((name) => name.startsWith('authority'))).toHaveLength(2);
  });
});

describe('starting again', () => {
  it('uses what is there', async () => {
    const made = await ensure();
    expect(await ensure()).toEqual(made);
  });

  it('renews the certificate when less than 30 days are left, under the same authority', async () => {
    const clock = new AdjustableClock();
    const made = await ensure([], clock);
    const ca = await trusted();
    clock.advance(366 * day);
    expect(await ensure([], clock)).toEqual(made);
    clock.advance(2 * day);
    expect((await ensure([], clock)).certPem).not.toBe(made.certPem);
    expect(await trusted()).toBe(ca);
  });

  it('renews the authority before it ends, and never signs beyond its end', async () => {
    const clock = new AdjustableClock();
    await ensure([], clock);
    const first = new X509Certificate(await trusted());
    clock.advance(3600 * day);
    expect(new X509Certificate((await ensure([], clock)).certPem).validTo).toBe(first.validTo);
    clock.advance(25 * day);
    const renewed = await ensure([], clock);
    expect(new X509Certificate(renewed.certPem).verify(new X509Certificate(await trusted()).publicKey)).toBe(true);
    expect((await trusted()).match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  it('replaces a server certificate that is damaged or lost its key, and says which authority file is damaged', async () => {
    const made = await ensure();
    await writeFile(join(folder, 'server.pem'), made.certPem);
    expect((await ensure()).certPem).not.toBe(made.certPem);
    await writeFile(join(folder, 'authority-1.pem'), 'half a fi');
    await expect(ensure()).rejects.toThrow('authority-1.pem');
  });

  it('replaces a server certificate that stands beside another key, or that another authority signed', async () => {
    const made = await ensure();
    const other = await ensureDevelopmentCertificate({
      folder: `${folder}2`,
      hosts: [],
      clock: systemClock,
      ids: systemIds,
    });
    await writeFile(join(folder, 'server.pem'), other.keyPem + made.certPem);
    expect(await connect(await ensure(), await trusted(), 'localhost')).toBe(200);
    await rm(join(folder, 'authority-1.pem'));
    expect(await connect(await ensure(), await trusted(), 'localhost')).toBe(200);
  });

  it('of many processes at once makes one authority, trusted by clients of all', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, (_, n) => ensure(n % 2 === 0 ? [] : ['gatehouse'])));
    const ca = await trusted();
    for (const made of all) expect(await connect(made, ca, 'localhost')).toBe(200);
    expect((await readdir(folder)).sort()).toEqual(['authority-1.pem', 'authority-2.pem', 'ca.pem', 'server.pem']);
  });
});
