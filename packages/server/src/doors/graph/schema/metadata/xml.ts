/** An element of XML, to be written. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly XmlElement[];
}

/** @param attributes those that are undefined are left out. */
export function element(
  name: string,
  attributes: XmlElement['attributes'] = {},
  children: readonly XmlElement[] = [],
): XmlElement {
  return { name, attributes, children };
}

/** Writes a document of elements and attributes, indented (XML 1.0 §2.1). */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${writeElement(root, '')}`;
}

function writeElement({ name, attributes, children }: XmlElement, indent: string): string {
  const written = Object.entries(attributes)
    .filter((attribute): attribute is [string, string] => attribute[1] !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${escapeAttribute(value)}"`)
    .join('');
  const start = `${indent}<${name}${written}`;
  if (children.length === 0) return `${start}/>\n`;
  return `${start}>\n${children.map((child) => writeElement(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 §2.3. What XML has no character for (§2.2) cannot be in a declaration. */
function escapeAttribute(value: string): string {
  if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(value)) {
    throw new Error('a text holds a character that XML cannot write');
  }
  return value
    .replace(/[&<>"']/g, (character) => escapes[character] ?? '')
    .replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}
