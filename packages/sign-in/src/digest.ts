import { createHash } from 'node:crypto';

/** A CSP source that allows one inline script or style by its digest (CSP Level 3 §2.3.1). */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** The first 16 hexadecimal digits of a text's digest: a file name that changes with its content. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}
