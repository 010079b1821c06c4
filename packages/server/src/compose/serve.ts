import { parseTrustedProxies, startHttpServer } from '../doors/http/index.js';
import { failurePage } from '../doors/pages/index.js';
import { type Platform, StartRefused } from '../platform-options.js';
import type { AdjustableClock } from '../platform/clock/index.js';
import { composeDoors } from './compose-doors.js';
import { composeParts, type Ground } from './compose-parts.js';
import { takeOrders } from './operator-orders.js';
import type { ServerCertificate } from './server-certificate.js';
import { startUpkeep } from './upkeep.js';

export { freePort } from '../doors/http/index.js';

/** An address that is taken, or not ours to listen on, is for the operator to mend. */
async function startListening(options: Parameters<typeof startHttpServer>[0]): ReturnType<typeof startHttpServer> {
  try {
    return await startHttpServer(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new StartRefused(`port ${options.port} of ${options.host} is in use by another program`);
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new StartRefused(`port ${options.port} of ${options.host} cannot be listened on (${code})`);
    }
    throw error;
  }
}

/**
 * Puts the rest of the platform on its ground and resolves when it accepts connections.
 * @throws StartRefused when it cannot listen where it should.
 */
export async function serve(
  ground: Ground,
  devClock: AdjustableClock | null,
  certificate: ServerCertificate,
  port: number,
): Promise<Platform> {
  const parts = composeParts(ground);
  const { settings, clock, ids, log, baseUrl } = parts;
  const server = await startListening({
    host: settings.host,
    port,
    tls: certificate.pems,
    strictTransport: certificate.pems !== null && !settings.dev,
    trustProxy: parseTrustedProxies(settings.trustProxy),
    clock,
    ids,
    log,
    baseUrl,
    failurePage: failurePage(baseUrl),
    routes: composeDoors(parts, devClock),
  });
  const stopUpkeep = startUpkeep(parts);
  const orders = await takeOrders(parts);
  return {
    baseUrl,
    caFile: certificate.caFile,
    port: server.port,
    clock,
    parts,
    close: async () => {
      await server.close(settings.drainSeconds * 1000);
      stopUpkeep();
      await parts.dynamicGroups.close();
      await orders?.close();
      await parts.gate.drain();
      await parts.singleUse.drain();
      parts.revocation.close();
      parts.sessions.close();
      parts.directory.close();
      await parts.keys.close();
      await parts.store.close();
    },
  };
}
