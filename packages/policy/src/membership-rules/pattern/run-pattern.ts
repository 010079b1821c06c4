import type { CharacterItem, CharacterSet, Instruction, Pattern, TextPlace } from './pattern.js';

/** A character as it is written, and in the other letter cases that are one character too. */
type Variants = readonly string[];

/**
 * Whether the pattern matches somewhere in the text, in any letter case ("Regex and string operations aren't case sensitive"), and
 * in how many steps that was found. All ways through the pattern are followed side by side, one character at a time, and each
 * instruction is entered once per character: steps ≤ size × (characters + 1).
 */
export function runPattern(pattern: Pattern, text: string): { readonly isMatch: boolean; readonly steps: number } {
  const characters = [...text].map(variantsOf);
  const enteredAt = new Int32Array(pattern.program.length).fill(-1);
  let steps = 0;
  let arrived: readonly number[] = [];
  for (let at = 0; at <= characters.length; at += 1) {
    const taken: number[] = [];
    const character = characters[at];
    // A match may begin at every character.
    const open = [...arrived, pattern.entry];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const instruction = pattern.program[place];
      if (instruction === undefined || enteredAt[place] === at) continue;
      enteredAt[place] = at;
      steps += instruction.op === 'take' ? instruction.set.items.length : 1;
      if (instruction.op === 'done') return { isMatch: true, steps };
      if (instruction.op !== 'take') open.push(...waysOn(instruction, characters, at));
      else if (character !== undefined && contains(instruction.set, character)) taken.push(instruction.next);
    }
    arrived = taken;
  }
  return { isMatch: false, steps };
}

function waysOn(
  instruction: Instruction & { op: 'fork' | 'check' },
  characters: readonly Variants[],
  at: number,
): readonly number[] {
  if (instruction.op === 'fork') return [instruction.other, instruction.next];
  return isAt(instruction.place, characters, at) ? [instruction.next] : [];
}

function isAt(place: TextPlace, characters: readonly Variants[], at: number): boolean {
  const left = characters.length - at;
  switch (place) {
    case 'start':
      return at === 0;
    case 'end':
      return left === 0;
    case 'lastLineEnd':
      return left === 0 || (left === 1 && characters[at]?.[0] === '\n');
    case 'wordEdge':
      return isWordAt(characters, at - 1) !== isWordAt(characters, at);
    case 'noWordEdge':
      return isWordAt(characters, at - 1) === isWordAt(characters, at);
  }
}

function isWordAt(characters: readonly Variants[], at: number): boolean {
  const character = characters[at]?.[0];
  return character !== undefined && word.test(character);
}

/** .NET documentation: Character classes in .NET regular expressions. Each is tested against one character. */
const digit = /^\p{Nd}$/u;
const word = /^[\p{L}\p{Mn}\p{Nd}\p{Pc}]$/u;
const space = /^[\t\n\v\f\r\x85\p{Z}]$/u;

function contains(set: CharacterSet, character: Variants): boolean {
  return character.some((variant) => set.items.some((item) => holds(item, variant))) !== set.isNegated;
}

function holds(item: CharacterItem, character: string): boolean {
  switch (item.kind) {
    case 'range': {
      const code = character.codePointAt(0) ?? 0;
      return item.from <= code && code <= item.to;
    }
    case 'digit':
      return digit.test(character) !== item.isNegated;
    case 'word':
      return word.test(character) !== item.isNegated;
    case 'space':
      return space.test(character) !== item.isNegated;
  }
}

function variantsOf(character: string): Variants {
  const others = [character.toLowerCase(), character.toUpperCase()];
  return [character, ...others.filter((other) => other !== character && [...other].length === 1)];
}
