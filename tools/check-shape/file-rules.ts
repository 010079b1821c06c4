import { posix } from 'node:path';
import type { Finding } from '../source-tree/index.js';
import type { Shape, ShapeRuleName } from './rules.js';

/** True for files whose names and lengths the rules speak of. */
export function isCode(path: string, shape: Shape): boolean {
  return shape.codeFolders.includes(path.split('/')[0] ?? '') && /\.(?:[mc]?[jt]sx?|css)$/.test(path);
}

/** A file is at most 400 lines, unless it is a table. */
export function fileIsShort(path: string, text: string, shape: Shape): Finding[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines <= shape.maxLines || shape.mayBeLong.some((pattern) => pattern.test(path))) return [];
  return [found('file-length', path, `${lines} lines; at most ${shape.maxLines}`)];
}

/** Names say what a thing is: kebab-case, and none of the names that say nothing. */
export function namesSaySomething(path: string, shape: Shape): Finding[] {
  const findings: Finding[] = [];
  const stem = posix.basename(path).split('.')[0] ?? '';
  const folders = posix.dirname(path).split('/');
  for (const name of [...folders, stem]) {
    const ending = shape.forbiddenEndings.find((each) => name.endsWith(each));
    if (!shape.forbiddenNames.includes(name) && ending === undefined) continue;
    findings.push(found('forbidden-name', path, `\`${name}\` says nothing; name what it holds`));
  }
  const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
  for (const name of [...folders, posix.basename(path)]) {
    if (!kebab.test(name)) findings.push(found('file-name', path, `\`${name}\` is not kebab-case`));
  }
  return findings;
}

/** The public face of a module opens by saying what it owns. */
export function indexOpensWithComment(path: string, text: string): Finding[] {
  if (!/(?:^|\/)index\.tsx?$/.test(path) || /^\s*(?:\/\/|\/\*)/.test(text)) return [];
  return [found('index-comment', path, 'opens without saying what the module owns, refuses and who calls it')];
}

function found(rule: ShapeRuleName, file: string, message: string): Finding {
  return { rule, file, line: 0, message };
}
