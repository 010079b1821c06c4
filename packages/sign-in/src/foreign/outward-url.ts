/** Schemes that run or load content in the page's own place instead of leaving it. */
const unsafe = new Set([
  'javascript:',
  'data:',
  'vbscript:',
  'blob:',
  'file:',
  'about:',
  'filesystem:',
  'view-source:',
]);

/**
 * An address outside this page, fit for `href`, `action` or `src`.
 *
 * @throws when the text is no absolute URL, or would run in the page itself: registration refuses such addresses, so one that
 * arrives here is a fault of ours.
 */
export function outwardUrl(url: string): string {
  const { protocol } = new URL(url);
  if (unsafe.has(protocol)) throw new Error(`address with the scheme \`${protocol}\` must not reach a page`);
  return url;
}
