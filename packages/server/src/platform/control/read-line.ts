import type { Socket } from 'node:net';

/** Far more than any order or answer takes. */
const longest = 64 * 1024;

/** The first line that comes, without its end; undefined when the connection ends, fails or brings too much before that. */
export async function readLine(socket: Socket): Promise<string | undefined> {
  let text = '';
  try {
    // Ended by its reader only: the answer goes the same way.
    for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) return text.slice(0, end);
      if (text.length > longest) return undefined;
    }
  } catch {
    // Gone: there is nobody to tell.
  }
  return undefined;
}
