import { parsePattern } from './parse-pattern.js';
import type { Instruction, Pattern, PatternFault, PatternNode } from './pattern.js';
import { PatternCursor } from './pattern-cursor.js';

/**
 * Compiles a regular expression, or says why it cannot be taken.
 * @param most the size it may come to.
 */
export function compilePattern(
  source: string,
  most: number,
):
  | { readonly kind: 'compiled'; readonly pattern: Pattern }
  | { readonly kind: 'tooLarge' }
  | ({ readonly kind: 'refused' } & PatternFault) {
  const cursor = new PatternCursor(source);
  const node = parsePattern(cursor);
  if (cursor.fault !== undefined) return { kind: 'refused', ...cursor.fault };
  if (node === undefined) throw new Error('a pattern was neither read nor refused');
  // Counted before anything is built: nested counts multiply.
  const size = sizeOf(node) + 1;
  if (size > most) return { kind: 'tooLarge' };
  const program: Instruction[] = [{ op: 'done' }];
  const entry = emit(program, node, 0);
  return { kind: 'compiled', pattern: { source, program, entry, size } };
}

/** What a node comes to, at most; never nothing, so that repeating nothing costs something too. */
function sizeOf(node: PatternNode): number {
  switch (node.kind) {
    case 'set':
      return node.set.items.length;
    case 'place':
      return 1;
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + sizeOf(part), node.parts.length === 0 ? 1 : 0);
    case 'choice':
      return node.parts.reduce((sum, part) => sum + sizeOf(part) + 1, 0);
    case 'repeat': {
      // No more than that, so that all products are finite.
      const one = Math.min(sizeOf(node.part), 1e6);
      return Math.max(1, node.least * one + (node.most === null ? 1 : node.most - node.least) * (one + 1));
    }
  }
}

/** Adds what a node needs before `next`, and returns where it begins. */
function emit(program: Instruction[], node: PatternNode, next: number): number {
  switch (node.kind) {
    case 'set':
      return program.push({ op: 'take', set: node.set, next }) - 1;
    case 'place':
      return program.push({ op: 'check', place: node.place, next }) - 1;
    case 'sequence':
      return node.parts.reduceRight((entry, part) => emit(program, part, entry), next);
    case 'choice':
      return node.parts
        .map((part) => emit(program, part, next))
        .reduce((other, entry) => program.push({ op: 'fork', next: entry, other }) - 1);
    case 'repeat':
      return emitRepeat(program, node, next);
  }
}

function emitRepeat(program: Instruction[], node: PatternNode & { kind: 'repeat' }, next: number): number {
  let entry = next;
  if (node.most === null) {
    // A loop: the fork stands first, so that the part can lead back to it.
    entry = program.push({ op: 'fork', next, other: next }) - 1;
    program[entry] = { op: 'fork', next: emit(program, node.part, entry), other: next };
  }
  for (let optional = node.least; optional < (node.most ?? node.least); optional += 1) {
    entry = program.push({ op: 'fork', next: emit(program, node.part, entry), other: next }) - 1;
  }
  for (let required = 0; required < node.least; required += 1) entry = emit(program, node.part, entry);
  return entry;
}
