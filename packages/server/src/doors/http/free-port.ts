import { createServer, type AddressInfo } from 'node:net';

/**
 * A port that is free right now, for `--port 0`: the address must be known before the doors are made, since it stands in every
 * issuer.
 */
export function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
