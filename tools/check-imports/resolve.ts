import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { SourceTree } from '../source-tree/index.js';

/** What an import reaches. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  /** One of our packages by name; `path` is the source file behind the entry, absent when `exports` names no such entry. */
  | { readonly kind: 'package'; readonly folder: string; readonly name: string; readonly path?: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'npm'; readonly name: string }
  | { readonly kind: 'unresolved'; readonly specifier: string };

/** The parts of a package.json that the rules read. */
export interface Manifest {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Reads a specifier the way Node and the compiler do, on sources instead of build output. */
export interface Resolver {
  resolve(from: string, specifier: string): Target;
  /** The package.json that governs a file: the nearest one at or above its folder. */
  manifestOf(path: string): Manifest;
  readonly rootManifest: Manifest;
}

/** Makes a resolver for the packages of `tree`. */
export function createResolver(tree: SourceTree): Resolver {
  const manifests = new Map<string, Manifest>();
  for (const path of tree.files) {
    if (posix.basename(path) !== 'package.json') continue;
    manifests.set(posix.dirname(path), JSON.parse(tree.read(path)) as Manifest);
  }
  const ours = new Map<string, { folder: string; manifest: Manifest }>();
  for (const [folder, manifest] of manifests) {
    const match = /^packages\/([^/]+)$/.exec(folder);
    if (match?.[1] !== undefined && manifest.name !== undefined)
      ours.set(manifest.name, { folder: match[1], manifest });
  }

  return {
    rootManifest: manifests.get('.') ?? {},
    manifestOf: (path) => {
      let folder = posix.dirname(path);
      while (folder !== '.' && !manifests.has(folder)) folder = posix.dirname(folder);
      return manifests.get(folder) ?? {};
    },
    resolve: (from, specifier) => {
      if (specifier.startsWith('.')) return resolveFile(tree, posix.join(posix.dirname(from), specifier), specifier);
      if (specifier.startsWith('/') || specifier.startsWith('#')) return { kind: 'unresolved', specifier };
      if (isBuiltin(specifier)) return { kind: 'node', name: `node:${specifier.replace(/^node:/, '')}` };
      const name = packageName(specifier);
      const mine = ours.get(name);
      if (mine === undefined) return { kind: 'npm', name };
      const entry = sourceOfEntry(mine.manifest, `.${specifier.slice(name.length)}`);
      const target = { kind: 'package', folder: mine.folder, name } as const;
      return entry === undefined ? target : { ...target, path: posix.join('packages', mine.folder, entry) };
    },
  };
}

function resolveFile(tree: SourceTree, path: string, specifier: string): Target {
  const stem = path.replace(/\.([mc]?)jsx?$/, '.$1ts');
  const candidates = [path, stem, stem.replace(/\.ts$/, '.tsx')];
  const found = candidates.find((each) => tree.has(each));
  return found === undefined ? { kind: 'unresolved', specifier } : { kind: 'file', path: found };
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** The source file that `exports` gives for an entry such as `.` or `./testing`. */
function sourceOfEntry(manifest: Manifest, entry: string): string | undefined {
  const target = manifest.exports?.[entry];
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  const source = (target as Readonly<Record<string, unknown>>)['source'];
  return typeof source === 'string' ? source : undefined;
}
