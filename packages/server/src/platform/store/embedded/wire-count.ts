// Counts messages of the Postgres wire protocol without reading them: one byte of kind, four of length (which count
// themselves), content. PostgreSQL documentation: Frontend/Backend Protocol, Message Formats.

const sync = 'S'.charCodeAt(0);
const query = 'Q'.charCodeAt(0);
const terminate = 'X'.charCodeAt(0);
const readyForQuery = 'Z'.charCodeAt(0);

/** How many answers a piece from the driver asks for: one to each Sync and Query, one to a startup packet, none to a goodbye. */
export function countQuestions(message: Uint8Array): number {
  // A startup packet has no kind; its length begins with a zero byte.
  if (message[0] === 0) return 1;
  if (message[0] === terminate) return 0;
  return countKinds(message, (kind) => kind === sync || kind === query);
}

/** How many answers have ended in a piece from the engine. */
export function countAnswers(message: Uint8Array): number {
  return countKinds(message, (kind) => kind === readyForQuery);
}

function countKinds(message: Uint8Array, counts: (kind: number) => boolean): number {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let found = 0;
  for (let at = 0; at + 5 <= message.length; at += 1 + view.getUint32(at + 1)) {
    if (counts(view.getUint8(at))) found += 1;
  }
  return found;
}
