/**
 * Token validation in `@gatehouse/protect` against `jose` with a remote key set, in one process and on the same tokens.
 * Rounds are interleaved and medians are compared, because rates swing with the machine; the machine's own RS256
 * verification rate stands beside them. Run: `node --conditions=source --import tsx bench/verify/verify.ts [--rounds N]`.
 */
import { KeyObject, verify as verifyBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { createProtector } from '@gatehouse/protect';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

const tenant = '11111111-1111-4111-8111-111111111111';
const audience = '22222222-2222-4222-8222-222222222222';
const tokenCount = 500;

/** CPU microseconds for one operation (median of the rounds), and the wall-clock spread of single operations. */
export interface Figures {
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

export interface VerifyReport {
  readonly machine: Figures;
  readonly jose: Figures;
  readonly uncached: Figures;
  readonly cached: Figures;
  /** How many times less CPU than jose. */
  readonly uncachedRatio: number;
  readonly cachedRatio: number;
  readonly memoryMegabytes: number;
}

type Operation = (token: string) => unknown;
type Name = 'machine' | 'jose' | 'uncached' | 'cached';

/** Measures. `rounds` is at least three. */
export async function benchVerify(rounds = 7): Promise<VerifyReport> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', use: 'sig', alg: 'RS256' };
  const server = createServer((request, response) => {
    const isKeys = request.url?.endsWith('/keys') ?? false;
    const document = isKeys ? { keys: [jwk] } : { issuer: `${base}/${tenant}/v2.0`, jwks_uri: `${base}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const tokens = await Promise.all(
      Array.from({ length: tokenCount }, (_, index) => makeToken(privateKey, base, index)),
    );
    return await measure(operations(base, publicKey), tokens, rounds);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function makeToken(key: CryptoKey, base: string, index: number): Promise<string> {
  return new SignJWT({
    azp: '33333333-3333-4333-8333-333333333333',
    azpacr: '1',
    name: 'Adele Vance',
    oid: '44444444-4444-4444-8444-444444444444',
    preferred_username: 'adele@contoso.example',
    rh: '0.fake',
    scp: 'Tasks.Read Tasks.Write',
    sub: 'pairwise-subject-of-the-user',
    tid: tenant,
    uti: `bench-${index}`,
    ver: '2.0',
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: 'bench' })
    .setIssuer(`${base}/${tenant}/v2.0`)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('1h')
    .sign(key);
}

function operations(base: string, publicKey: CryptoKey): Readonly<Record<Name, Operation>> {
  const issuers = { authority: `${base}/${tenant}` };
  const uncached = createProtector({ issuers, audience, tokenCache: { maxEntries: 0 } });
  const cached = createProtector({ issuers, audience });
  const remote = createRemoteJWKSet(new URL(`${base}/keys`));
  const expected = { issuer: `${base}/${tenant}/v2.0`, audience, algorithms: ['RS256'], clockTolerance: 300 };
  const key = KeyObject.from(publicKey);
  const parts = new Map<string, readonly [Buffer, Buffer]>();
  return {
    machine(token) {
      let part = parts.get(token);
      if (part === undefined) {
        const end = token.lastIndexOf('.');
        part = [Buffer.from(token.slice(0, end)), Buffer.from(token.slice(end + 1), 'base64url')];
        parts.set(token, part);
      }
      if (!verifyBytes('sha256', part[0], key, part[1])) throw new Error('machine: refused');
    },
    jose: (token) => jwtVerify(token, remote, expected),
    uncached: async (token) => mustBeValid(await uncached.verify(token)),
    cached: async (token) => mustBeValid(await cached.verify(token)),
  };
}

function mustBeValid(result: { readonly kind: string }): void {
  if (result.kind !== 'valid') throw new Error(`refused: ${JSON.stringify(result)}`);
}

/** Repeats per round, so that each contender's round lasts tens of milliseconds. */
const repeats: Readonly<Record<Name, number>> = { machine: 4, jose: 2, uncached: 4, cached: 40 };

async function measure(
  contenders: Readonly<Record<Name, Operation>>,
  tokens: readonly string[],
  rounds: number,
): Promise<VerifyReport> {
  const names = Object.keys(contenders) as Name[];
  const cpu: Record<Name, number[]> = { machine: [], jose: [], uncached: [], cached: [] };
  const wall: Record<Name, number[]> = { machine: [], jose: [], uncached: [], cached: [] };
  // The first round warms up the compiler, the caches and the key sets, and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const microseconds = await cpuPerOperation(contenders[name], tokens, repeats[name]);
      const times = await wallTimes(contenders[name], tokens);
      if (round === 0) continue;
      cpu[name].push(microseconds);
      wall[name].push(...times);
    }
  }
  const figures = (name: Name): Figures => ({
    cpu: quantile(cpu[name], 0.5),
    p50: quantile(wall[name], 0.5),
    p99: quantile(wall[name], 0.99),
  });
  const [machine, jose, uncached, cached] = [
    figures('machine'),
    figures('jose'),
    figures('uncached'),
    figures('cached'),
  ];
  return {
    machine,
    jose,
    uncached,
    cached,
    uncachedRatio: jose.cpu / uncached.cpu,
    cachedRatio: jose.cpu / cached.cpu,
    memoryMegabytes: process.memoryUsage.rss() / 2 ** 20,
  };
}

async function cpuPerOperation(operation: Operation, tokens: readonly string[], repeat: number): Promise<number> {
  const start = process.cpuUsage();
  for (let turn = 0; turn < repeat; turn += 1) {
    for (const token of tokens) await operation(token);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / (repeat * tokens.length);
}

async function wallTimes(operation: Operation, tokens: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const token of tokens) {
    const start = process.hrtime.bigint();
    await operation(token);
    times.push(Number(process.hrtime.bigint() - start) / 1000);
  }
  return times;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** The report as text. */
export function printReport(report: VerifyReport): string {
  const row = (title: string, { cpu, p50, p99 }: Figures, ratio?: number): string =>
    [title.padEnd(34), cpu.toFixed(1).padStart(9), p50.toFixed(1).padStart(9), p99.toFixed(1).padStart(9)].join('') +
    (ratio === undefined ? '' : `${ratio.toFixed(2)}x`.padStart(10));
  return [
    `${'token validation, us'.padEnd(34)}      cpu      p50      p99     ratio`,
    row('RS256 verification alone', report.machine),
    row('jose, remote key set', report.jose, 1),
    row('protect, no token cache', report.uncached, report.uncachedRatio),
    row('protect, token cache', report.cached, report.cachedRatio),
    `memory ${report.memoryMegabytes.toFixed(0)} MB · budget: uncached at least 2x, cached at least 15x`,
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const asked = process.argv.indexOf('--rounds');
  const rounds = asked === -1 ? 7 : Number(process.argv[asked + 1]);
  console.log(printReport(await benchVerify(rounds)));
}
