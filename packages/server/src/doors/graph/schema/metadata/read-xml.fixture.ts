/** An element of a document that is well formed. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: ReadElement[];
}

const piece = /\s*<(?:(\/)([\w:]+)|([\w:]+)((?: [\w:]+="[^"<]*")*)(\/?))>\s*/y;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads a document of elements and attributes, and throws when it is not well formed (XML 1.0 §2.1). */
export function readXml(document: string): ReadElement {
  const start = '<?xml version="1.0" encoding="utf-8"?>';
  if (!document.startsWith(start)) throw new Error('no declaration');
  const root: ReadElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  piece.lastIndex = start.length;
  while (piece.lastIndex < document.length) {
    const at = piece.lastIndex;
    const found = piece.exec(document);
    if (found === null) throw new Error(`not well formed at ${at}`);
    const [, isEnd, ended, name = '', attributes = '', isEmpty] = found;
    if (isEnd !== undefined) {
      if (open.pop()?.name !== ended) throw new Error(`</${ended}> ends nothing`);
      continue;
    }
    const element: ReadElement = { name, attributes: readAttributes(attributes), children: [] };
    open.at(-1)?.children.push(element);
    if (isEmpty === '') open.push(element);
  }
  const [only, ...others] = root.children;
  if (open.length !== 1 || only === undefined || others.length > 0) throw new Error('not one root');
  return only;
}

/** All elements of a name, wherever they stand. */
export function allNamed(name: string, within: ReadElement): readonly ReadElement[] {
  return within.children.flatMap((child) => [...(child.name === name ? [child] : []), ...allNamed(name, child)]);
}

function readAttributes(written: string): Readonly<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const [, name = '', value = ''] of written.matchAll(/ ([\w:]+)="([^"]*)"/g)) {
    if (name in read) throw new Error(`${name} stands twice`);
    read[name] = value.replaceAll(/&(?:#(\d+)|(\w+));|&/g, (whole, code?: string, entity?: string) => {
      if (code !== undefined) return String.fromCodePoint(Number(code));
      const character = entities[entity ?? ''];
      if (character === undefined) throw new Error(`${whole} is no character`);
      return character;
    });
  }
  return read;
}
