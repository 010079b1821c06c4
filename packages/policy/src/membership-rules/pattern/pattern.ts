/** A compiled regular expression. The program starts at `entry`. */
export interface Pattern {
  readonly source: string;
  readonly program: readonly Instruction[];
  readonly entry: number;
  /** What one character of a text may cost: every instruction, and of a set every item. */
  readonly size: number;
}

/** Numbers are places in the program. */
export type Instruction =
  /** Takes one character that is in the set. */
  | { readonly op: 'take'; readonly set: CharacterSet; readonly next: number }
  /** Goes both ways at once. */
  | { readonly op: 'fork'; readonly next: number; readonly other: number }
  /** Goes on where the place in the text is such a one. */
  | { readonly op: 'check'; readonly place: TextPlace; readonly next: number }
  | { readonly op: 'done' };

/** `lastLineEnd`: the end, or before a line feed that is the last character. */
export type TextPlace = 'start' | 'end' | 'lastLineEnd' | 'wordEdge' | 'noWordEdge';

export interface CharacterSet {
  readonly isNegated: boolean;
  readonly items: readonly CharacterItem[];
}

/** Code points, both ends included, or a category. */
export type CharacterItem =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'digit' | 'word' | 'space'; readonly isNegated: boolean };

/** The syntax tree of a regular expression. */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'place'; readonly place: TextPlace }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  /** `most` is null where there is no bound. */
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number | null };

/** What is wrong with a pattern, and at which of its characters (code points), counted from 0. */
export interface PatternFault {
  readonly position: number;
  readonly reason: string;
}
