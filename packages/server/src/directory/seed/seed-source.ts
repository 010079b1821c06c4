import { isNode, LineCounter, parseDocument } from 'yaml';

/** A file of the seed as given: its name, for problems, and its text. */
export interface SeedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** A file that could be read as YAML or JSON. */
export interface SeedSource {
  readonly file: string;
  readonly value: unknown;
  /** Where the value at a path begins, 1-based; undefined when that cannot be told. */
  locate(path: readonly PropertyKey[]): { readonly line: number; readonly column: number } | undefined;
}

/** One reason why a seed is refused. */
export interface SeedProblem {
  readonly file: string;
  /** As in `tenants[0].users[3].mail`; empty for the file as a whole. */
  readonly path: string;
  readonly reason: string;
  /** 1-based, where known. */
  readonly line?: number;
  readonly column?: number;
}

const largestFile = 64 * 1024 * 1024;
/** How often aliases may repeat an anchored value: a few lines of YAML could otherwise stand for gigabytes. */
const mostAliases = 100;

/** Reads the text of a file. */
export function readSeedSource(
  file: SeedFile,
): { readonly kind: 'ok'; readonly source: SeedSource } | { readonly kind: 'refused'; readonly problem: SeedProblem } {
  const refused = (reason: string, at: { line?: number; column?: number } = {}) =>
    ({ kind: 'refused', problem: { file: file.name, path: '', reason, ...at } }) as const;
  const size = typeof file.content === 'string' ? file.content.length : file.content.byteLength;
  if (size > largestFile) return refused(`must not be larger than ${largestFile / 1024 / 1024} MiB`);
  const text = textOf(file.content);
  if (text === undefined) return refused('is not UTF-8 text');
  const json = readJson(text);
  if (json !== undefined) return { kind: 'ok', source: { file: file.name, value: json.value, locate: lazily(text) } };
  if (isTooDeep(text)) return refused('is nested too deeply');
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, logLevel: 'error', prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined) return refused(firstLine(error.message), positionOf(lines, error.pos[0]));
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return { kind: 'ok', source: { file: file.name, value, locate: locator(document, lines) } };
  } catch (error) {
    // Aliases beyond their bound end here.
    return refused(`cannot be read: ${firstLine(error instanceof Error ? error.message : String(error))}`);
  }
}

function textOf(content: string | Uint8Array): string | undefined {
  if (typeof content === 'string') return content;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

const deepest = 200;
const deepestIndent = 500;
const mostIndicators = 200;

/**
 * A bound on nesting before the YAML parser sees the text: it recurses, and a stack that runs out inside it may end the process.
 * Counts brackets and dashes wherever they stand, so it may count too many, never too few.
 */
function isTooDeep(text: string): boolean {
  let brackets = 0;
  let indent = 0;
  let indicators = 0;
  let isAtStart = true;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x0a || code === 0x0d) {
      indent = 0;
      indicators = 0;
      isAtStart = true;
      continue;
    }
    if (isAtStart && (code === 0x20 || code === 0x09)) indent += 1;
    else isAtStart = false;
    if (code === 0x5b || code === 0x7b) brackets += 1;
    else if (code === 0x5d || code === 0x7d) brackets = Math.max(0, brackets - 1);
    // `- - - x` and `? ? x` nest without brackets.
    else if (code === 0x2d || code === 0x3f) indicators += text.charCodeAt(index + 1) <= 0x20 ? 1 : 0;
    if (brackets > deepest || indent > deepestIndent || indicators > mostIndicators) return true;
  }
  return false;
}

/** JSON is YAML too, but its own parser is far quicker on a large file. */
function readJson(text: string): { readonly value: unknown } | undefined {
  if (!/^\uFEFF?\s*[{[]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Positions in a JSON text, found only when a problem asks for one. */
function lazily(text: string): SeedSource['locate'] {
  let locate: SeedSource['locate'] | undefined;
  return (path) => {
    if (locate === undefined && isTooDeep(text)) locate = () => undefined;
    if (locate === undefined) {
      const lines = new LineCounter();
      try {
        locate = locator(parseDocument(text, { lineCounter: lines, logLevel: 'error', prettyErrors: false }), lines);
      } catch {
        locate = () => undefined;
      }
    }
    return locate(path);
  };
}

function locator(document: ReturnType<typeof parseDocument>, lines: LineCounter): SeedSource['locate'] {
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return positionOf(lines, node.range[0]);
    }
    return undefined;
  };
}

function positionOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}
