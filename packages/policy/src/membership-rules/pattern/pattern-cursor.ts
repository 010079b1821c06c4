import type { PatternFault } from './pattern.js';

/** A place in the characters of a pattern. A reader reports a fault by `refuse` and returns undefined, as do all that called it. */
export class PatternCursor {
  readonly #characters: readonly string[];
  #at = 0;
  #fault: PatternFault | undefined;

  constructor(source: string) {
    this.#characters = [...source];
  }

  get fault(): PatternFault | undefined {
    return this.#fault;
  }

  get position(): number {
    return this.#at;
  }

  /** The character ahead; undefined at the end. */
  ahead(further = 0): string | undefined {
    return this.#characters[this.#at + further];
  }

  /** Everything ahead, up to so many characters. */
  rest(most: number): string {
    return this.#characters.slice(this.#at, this.#at + most).join('');
  }

  step(count = 1): void {
    this.#at += count;
  }

  take(character: string): boolean {
    if (this.ahead() !== character) return false;
    this.#at += 1;
    return true;
  }

  refuse(reason: string, position: number = this.#at): undefined {
    this.#fault = { position, reason };
    return undefined;
  }
}
