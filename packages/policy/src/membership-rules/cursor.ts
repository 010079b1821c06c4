import type { MemberKind } from './membership-rule.js';
import type { Token } from './tokens.js';

/** How many parentheses, `-not`, `-any` and `-all` may stand inside each other. */
const deepestNesting = 50;

/** How large the patterns of one rule may be together: times the length of a value, the steps that matching it takes. */
const largestPatterns = 1000;

/** What is wrong with a rule, and where, counted from 0. */
export interface Fault {
  readonly position: number;
  readonly reason: string;
}

/** A place in the tokens of a rule. A reader that finds a fault reports it by `refuse` and returns undefined, as do all that called it. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #patterns = largestPatterns;
  #about: MemberKind | undefined;
  #fault: Fault | undefined;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** What the rule has been about so far. */
  get about(): MemberKind | undefined {
    return this.#about;
  }

  /** How large a further pattern may be. */
  get roomForPatterns(): number {
    return this.#patterns;
  }

  ahead(further = 0): Token {
    const last: Token = this.#tokens.at(-1) ?? { kind: 'end', text: '', position: 0 };
    return this.#tokens[this.#at + further] ?? last;
  }

  step(): Token {
    const token = this.ahead();
    this.#at += 1;
    return token;
  }

  takeMark(mark: string): boolean {
    const { kind, text } = this.ahead();
    return kind === 'mark' && text === mark && this.#took();
  }

  /** Operators may be written with or without the hyphen and in any letter case ("Supported expression operators"). */
  takeOperator(name: string): boolean {
    const { kind, text } = this.ahead();
    return (kind === 'operator' || kind === 'word') && text.toLowerCase() === name.toLowerCase() && this.#took();
  }

  takeWord(word: string): boolean {
    const { kind, text } = this.ahead();
    return kind === 'word' && text.toLowerCase() === word.toLowerCase() && this.#took();
  }

  /** Settles what the rule is about; false when it has been about the other kind. */
  settle(about: MemberKind): boolean {
    this.#about ??= about;
    return this.#about === about;
  }

  spendOnPattern(size: number): void {
    this.#patterns -= size;
  }

  /** @param reason in words that the rule's author can act on: lower case, no final period. */
  refuse(reason: string, at: Token = this.ahead()): undefined {
    this.#fault = { position: at.position, reason: at.kind === 'unreadable' ? at.text : reason };
    return undefined;
  }

  deeper<Read>(read: () => Read | undefined): Read | undefined {
    if (this.#depth >= deepestNesting) return this.refuse(`a rule may nest at most ${deepestNesting} levels deep`);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #took(): true {
    this.#at += 1;
    return true;
  }
}
