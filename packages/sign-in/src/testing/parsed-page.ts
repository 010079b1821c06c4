/** An element of a rendered page, for tests. */
export interface ParsedElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (ParsedElement | string)[];
}

interface OpenElement {
  readonly tag: string;
  readonly attributes: Record<string, string>;
  readonly children: (ParsedElement | string)[];
}

const voidTags = new Set(['meta', 'link', 'input', 'img', 'br', 'hr']);
const token = /<!doctype html>|<(\/?)([a-z][a-z0-9]*)((?:\s[^<>"=\s/]+(?:="[^"]*")?)*)\s*\/?>|([^<]+)/gy;
const attribute = /\s([^\s"=]+)(?:="([^"]*)")?/g;

/**
 * Parses what the renderer writes: lower-case tags, double quotes, every element closed.
 *
 * @throws at anything else, so that markup that slipped through unescaped fails the test that meets it.
 */
export function parsePage(html: string): ParsedElement {
  const root: OpenElement = { tag: 'document', attributes: {}, children: [] };
  const open = [root];
  let position = 0;
  while (position < html.length) {
    token.lastIndex = position;
    const match = token.exec(html);
    if (match === null) throw new Error(`not well formed at \`${html.slice(position, position + 60)}\``);
    position = token.lastIndex;
    place(open, match);
  }
  if (open.length !== 1) throw new Error(`\`${open.at(-1)?.tag}\` is not closed`);
  return root;
}

function place(open: OpenElement[], [, slash, tag, attributes, text]: RegExpExecArray): void {
  const parent = open.at(-1);
  if (parent === undefined) throw new Error('content after the end of the document');
  if (text !== undefined) parent.children.push(unescaped(text));
  if (tag === undefined) return;
  if (slash === '/') {
    if (parent.tag !== tag) throw new Error(`\`${tag}\` closes \`${parent.tag}\``);
    open.pop();
    return;
  }
  const element: OpenElement = { tag, attributes: parseAttributes(attributes ?? ''), children: [] };
  parent.children.push(element);
  if (!voidTags.has(tag)) open.push(element);
}

function parseAttributes(source: string): Record<string, string> {
  return Object.fromEntries([...source.matchAll(attribute)].map(([, name, value]) => [name, unescaped(value ?? '')]));
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Every element below, in document order. */
export function descendants(element: ParsedElement): readonly ParsedElement[] {
  return element.children.flatMap((child) => (typeof child === 'string' ? [] : [child, ...descendants(child)]));
}

/** Every element with one of the tags, in document order. */
export function all(element: ParsedElement, ...tags: readonly string[]): readonly ParsedElement[] {
  return descendants(element).filter(({ tag }) => tags.includes(tag));
}

/** The text of an element as a screen reader reads it: without pictures, blocks apart from each other. */
export function textOf(element: ParsedElement): string {
  return rawText(element).replace(/\s+/g, ' ').trim();
}

const inlineTags = new Set(['bdi', 'code', 'a']);

function rawText({ tag, attributes, children }: ParsedElement): string {
  if (attributes['aria-hidden'] === 'true') return '';
  const text = children.map((child) => (typeof child === 'string' ? child : rawText(child))).join('');
  return inlineTags.has(tag) ? text : ` ${text} `;
}
