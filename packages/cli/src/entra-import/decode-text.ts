/**
 * The text of a file as shells write it: UTF-8, or UTF-16 as PowerShell 5 does, with or without a mark of the byte order (RFC 8259 §8.1
 * lets a reader skip it).
 * @returns undefined for anything else.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    // The decoder takes the mark away.
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** JSON begins with a letter of ASCII, so that a zero byte beside it tells the encoding. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || second === 0) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || first === 0) return 'utf-16be';
  return 'utf-8';
}
