import { type Comment, type Program, parseSync, Visitor, type VisitorObject } from 'oxc-parser';

/** The parsed syntax of one file. */
export interface Syntax {
  readonly program: Program;
  readonly comments: readonly Comment[];
  /** What the parser could not read; empty for a sound file. */
  readonly errors: readonly string[];
  /** The line, counted from 1, that holds the character at `offset`. */
  lineAt(offset: number): number;
  /** The text from one character to another, which is not part of it. */
  textBetween(start: number, end: number): string;
  /** Calls the handlers of `visitor` for every node, in the order of the text. */
  visit(visitor: VisitorObject): void;
}

/** Parses TypeScript or JavaScript; the end of `path` says which. */
export function parseSyntax(path: string, text: string): Syntax {
  const parsed = parseSync(path, text);
  const program = parsed.program;
  return {
    program,
    comments: parsed.comments,
    errors: parsed.errors.map((error) => error.message),
    lineAt: (offset) => text.slice(0, offset).split('\n').length,
    textBetween: (start, end) => text.slice(start, end),
    visit: (visitor) => {
      new Visitor(visitor).visit(program);
    },
  };
}
