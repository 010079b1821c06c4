import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Runs `work` with the URL of a server that listens meanwhile. */
export async function whileListening(server: Server, work: (url: string) => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
