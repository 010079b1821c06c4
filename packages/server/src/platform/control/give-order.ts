import { createConnection, type Socket } from 'node:net';
import { readLine } from './read-line.js';
import { placeProblem, socketPlace } from './socket-place.js';

/** What came of an order. */
export type GivenOrder =
  | { readonly kind: 'answered'; readonly answer: unknown }
  /** No process takes orders for this data folder. */
  | { readonly kind: 'nobody' }
  /** A sentence for the operator. */
  | { readonly kind: 'failed'; readonly problem: string };

/** How long an order may take to be carried out. Milliseconds. */
const patience = 120_000;

/** Gives an order, a JSON value, to the process that holds a data folder, and waits for its answer. */
export async function giveOrder(data: string, order: unknown): Promise<GivenOrder> {
  const place = socketPlace(data);
  const problem = await placeProblem(data, place);
  if (problem !== undefined) return { kind: 'failed', problem };
  const socket = await connect(place.path);
  if (socket === 'nobody') return { kind: 'nobody' };
  try {
    socket.setTimeout(patience, () => socket.destroy());
    socket.write(`${JSON.stringify(order)}\n`);
    return read(await readLine(socket));
  } finally {
    socket.destroy();
  }
}

function read(line: string | undefined): GivenOrder {
  if (line === undefined) {
    return {
      kind: 'failed',
      problem: 'the running process did not answer; whether it did what was asked is not known',
    };
  }
  const said = JSON.parse(line) as { readonly answer?: unknown; readonly failed?: true };
  return said.failed === true
    ? { kind: 'failed', problem: 'the running process could not do it; its log says why' }
    : { kind: 'answered', answer: said.answer };
}

function connect(path: string): Promise<Socket | 'nobody'> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.off('error', failed).on('error', () => socket.destroy());
      resolve(socket);
    });
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve('nobody');
      else reject(error);
    };
    socket.on('error', failed);
  });
}
