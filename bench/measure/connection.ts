import { connect, type Socket } from 'node:net';

/** An answer, as far as a load needs it. */
export interface RawReply {
  readonly status: number;
  /** The head as it came: status line and headers. */
  readonly head: string;
  readonly body: string;
}

const headEnd = Buffer.from('\r\n\r\n');

/**
 * One kept connection that carries one exchange at a time. Requests are bytes made beforehand, and answers are cut by their
 * `Content-Length`: the load takes a fraction of what the server takes, on a machine that both share.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(reply: RawReply): void; reject(reason: unknown): void } | undefined;
  #broken: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (piece) => this.#hear(piece));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  /** @param origin for example `http://127.0.0.1:8080`; plain http only. */
  static open(origin: string): Promise<Connection> {
    const { hostname, port } = new URL(origin);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends one request and gives its answer. @throws when the connection breaks or the answer has no length. */
  exchange(request: Buffer): Promise<RawReply> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) return reject(this.#broken);
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #hear(piece: Buffer): void {
    this.#received = this.#received.length === 0 ? piece : Buffer.concat([this.#received, piece]);
    const end = this.#received.indexOf(headEnd);
    if (end === -1) return;
    const head = this.#received.toString('latin1', 0, end);
    // RFC 9110 §15.3.5: an answer 204 has no body, and says no length.
    const length = head.startsWith('204', 9) ? '0' : /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) return this.#fail(new Error(`an answer without a length: ${head}`));
    const whole = end + headEnd.length + Number(length);
    if (this.#received.length < whole) return;
    const body = this.#received.toString('utf8', end + headEnd.length, whole);
    this.#received = this.#received.subarray(whole);
    const { resolve } = this.#waiting ?? {};
    this.#waiting = undefined;
    resolve?.({ status: Number(head.slice(9, 12)), head, body });
  }

  #fail(reason: Error): void {
    this.#broken ??= reason;
    const { reject } = this.#waiting ?? {};
    this.#waiting = undefined;
    reject?.(reason);
  }
}

/** The bytes of a form post. */
export function formRequest(url: URL, form: Readonly<Record<string, string>>): Buffer {
  const body = new URLSearchParams(form).toString();
  return Buffer.from(
    `POST ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** The bytes of a page request. */
export function pageRequest(url: URL, cookie: string): Buffer {
  return Buffer.from(`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nCookie: ${cookie}\r\n\r\n`);
}

/** The bytes of a call with a bearer token, with a body of JSON or none. */
export function apiRequest(method: string, url: URL, token: string, body?: unknown, headers = ''): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body);
  const content =
    body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
  const head = `${method} ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\nauthorization: Bearer ${token}\r\n`;
  return Buffer.from(`${head}${content}${headers}\r\n${text}`);
}
