import { createSocket, type Socket } from 'node:dgram';

/** What a name server says of a name: texts in their parts, that there is no such name, that it cannot say, or nothing at all. */
export type Zone = Readonly<Record<string, readonly (readonly string[])[] | 'failure' | 'silence'>>;

/** A name server on loopback that knows the texts of a zone, as RFC 1035 §4 has messages. */
export async function startNameServer(zone: Zone): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const reply = answer(query, zone);
    if (reply !== undefined) socket.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${socket.address().port}`, stop: () => stop(socket) };
}

function stop(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}

function answer(query: Buffer, zone: Zone): Buffer | undefined {
  const { name, end } = readName(query);
  const known = zone[name.toLowerCase()];
  if (known === 'silence') return undefined;
  const records = Array.isArray(known) ? (known as readonly (readonly string[])[]) : [];
  const failure = known === 'failure' ? 2 : known === undefined ? 3 : 0;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | failure, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, query.subarray(12, end + 4), ...records.map(textRecord)]);
}

function readName(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

/** TXT, IN, a minute; its name is that of the question. */
function textRecord(parts: readonly string[]): Buffer {
  const data = Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), Buffer.from(part, 'ascii')]));
  const head = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 60, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
