import { Duplex } from 'node:stream';
import type { Worker } from 'node:worker_threads';

/**
 * The driver's socket to a database that lives in a worker: what the driver writes in one piece becomes one message, the answer
 * another. A piece always ends with a whole protocol message that asks for an answer (Sync or Query), because the driver
 * holds its writes back until then.
 */
export class WireStream extends Duplex {
  readonly #worker: Worker;
  readonly #hear = (message: unknown): void => {
    if (!(message instanceof Uint8Array)) return;
    this.push(Buffer.from(message.buffer, message.byteOffset, message.byteLength));
  };

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
    worker.on('message', this.#hear);
  }

  // What the driver asks of a socket.
  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#post([chunk]);
    done();
  }

  override _writev(pieces: { chunk: Buffer }[], done: () => void): void {
    this.#post(pieces.map(({ chunk }) => chunk));
    done();
  }

  override _final(done: () => void): void {
    this.destroy();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#worker.off('message', this.#hear);
    done(error);
  }

  /** Copies the pieces into memory of their own, which can be handed over whole. */
  #post(pieces: readonly Buffer[]): void {
    const message = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      message.set(piece, at);
      at += piece.length;
    }
    this.#worker.postMessage(message, [message.buffer]);
  }
}
