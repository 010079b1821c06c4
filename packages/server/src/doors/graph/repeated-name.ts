/**
 * The first name that stands twice in one object of a JSON text: readers differ in which of the values they take, and so nobody may
 * read it (RFC 8259 §4; OData JSON Format 4.01 §4.5: names are unique).
 * @param text JSON that can be parsed.
 */
export function repeatedName(text: string): string | undefined {
  /** The names of each object around, from the outside in; null for a list. */
  const around: (Set<string> | null)[] = [];
  let isName = false;
  for (let at = 0; at < text.length; at += 1) {
    const names = around.at(-1);
    switch (text[at]) {
      case '{':
        around.push(new Set());
        isName = true;
        break;
      case '[':
        around.push(null);
        isName = false;
        break;
      case '}':
      case ']':
        around.pop();
        break;
      case ',':
        isName = names instanceof Set;
        break;
      case '"': {
        const end = endOfText(text, at);
        if (isName && names instanceof Set) {
          const name = JSON.parse(text.slice(at, end)) as string;
          if (names.has(name)) return name;
          names.add(name);
        }
        isName = false;
        at = end - 1;
        break;
      }
      default:
    }
  }
  return undefined;
}

/** Behind the closing quote of the text that begins here. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
