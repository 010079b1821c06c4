import { isTestFile, type SourceTree } from '../source-tree/index.js';
import type { RuleBook } from './rule-book.js';

/** Where a file stands. */
export interface Place {
  /** The first folder of its path; empty for a file at the root of the project. */
  readonly area: string;
  /** The folder name of its package, for files below `packages/`. */
  readonly package?: string;
  /** True for code that ships: below `src` of a package, and no test. */
  readonly production: boolean;
  readonly test: boolean;
  /** Its path below the rings' root; absent for files elsewhere. */
  readonly inRings?: string;
}

/** Says where the file at `path` stands. */
export function placeOf(path: string, book: Pick<RuleBook, 'ringsRoot'>): Place {
  const parts = path.split('/');
  const test = isTestFile(path);
  if (parts[0] !== 'packages' || parts[1] === undefined) {
    return { area: parts.length > 1 ? (parts[0] ?? '') : '', production: false, test };
  }
  const production = parts[2] === 'src' && !test;
  const place = { area: 'packages', package: parts[1], production, test };
  const inRings = below(path, book.ringsRoot);
  return inRings === undefined ? place : { ...place, inRings };
}

/** The rest of `path` below `folder`; undefined when it is not below it. */
export function below(path: string, folder: string): string | undefined {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** The number of the ring a file stands in; rings.length for the files on top; undefined when it stands nowhere. */
export function ringOf(inRings: string, book: RuleBook): number | undefined {
  if (book.top.some((pattern) => pattern.test(inRings))) return book.rings.length;
  const [folder, ...rest] = inRings.split('/');
  const ring = book.rings.findIndex((each) => rest.length > 0 && each.folders.includes(folder ?? ''));
  return ring < 0 ? undefined : ring;
}

/**
 * The module that holds a file of the rings, as a folder below their root; empty for the files on top.
 * A folder below a parent of modules is a module of its own, unless it has no `index.ts` while its parent has one.
 */
export function moduleOf(inRings: string, book: RuleBook, tree: SourceTree): string {
  const parts = inRings.split('/').slice(0, -1);
  if (parts[0] === undefined || ringOf(inRings, book) === book.rings.length) return '';
  if (book.wholeModules.includes(parts[0])) return parts[0];
  let module = parts[0];
  let depth = 1;
  while (book.moduleParents.includes(module)) {
    const next = parts[depth];
    if (next === undefined) break;
    const child = `${module}/${next}`;
    const isPart = !hasIndex(child, book, tree) && hasIndex(module, book, tree);
    if (isPart && !book.moduleParents.includes(child)) break;
    module = child;
    depth += 1;
  }
  return module;
}

function hasIndex(module: string, book: RuleBook, tree: SourceTree): boolean {
  return tree.has(`${book.ringsRoot}/${module}/index.ts`);
}
