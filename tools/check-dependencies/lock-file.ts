/** One entry of a package-lock.json (version 3), as far as the rules read it. */
export interface LockEntry {
  readonly version?: string;
  /** For our own packages: the entry is a link to the folder named by `resolved`. */
  readonly link?: boolean;
  readonly resolved?: string;
  readonly license?: string;
  readonly engines?: { readonly node?: string };
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** A package-lock.json: entries by their path, `node_modules/pg` or `packages/server`. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** A package that ships with ours. */
export interface Shipped {
  /** Its path in the lock file; a path that is not there when the lock file does not know it. */
  readonly path: string;
  readonly entry: LockEntry | undefined;
  /** The chain of packages that asked for it, ours first. */
  readonly chain: readonly string[];
  /** True for what may be absent on a machine: the binary of another platform. */
  readonly optional: boolean;
}

/** Everything that the packages below `packages/` bring along when they are installed without their development dependencies. */
export function shippedPackages(lock: LockFile): Shipped[] {
  const found = new Map<string, Shipped>();
  const queue: Shipped[] = Object.keys(lock.packages)
    .filter((path) => /^packages\/[^/]+$/.test(path))
    .map((path) => ({ path, entry: lock.packages[path], chain: [path.replace('packages/', '')], optional: false }));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const wanted of wantedBy(next.entry)) {
      const path = locate(lock, next.path, wanted.name);
      if (path === undefined && wanted.mayBeMissing) continue;
      const key = path ?? `node_modules/${wanted.name}`;
      const entry = lock.packages[key];
      const known = found.get(key);
      const optional = wanted.optional || next.optional;
      if (entry?.link === true || (known !== undefined && (!known.optional || optional))) continue;
      const shipped = { path: key, entry, chain: [...next.chain, wanted.name], optional };
      found.set(key, shipped);
      queue.push(shipped);
    }
  }
  return [...found.values()];
}

interface Wanted {
  readonly name: string;
  readonly optional: boolean;
  /** True when even the lock file need not know it: an optional peer that nobody asked for. */
  readonly mayBeMissing: boolean;
}

function wantedBy(entry: LockEntry | undefined): Wanted[] {
  const names = (section: Readonly<Record<string, string>> | undefined): string[] => Object.keys(section ?? {});
  const optionalPeer = (name: string): boolean => entry?.peerDependenciesMeta?.[name]?.optional === true;
  return [
    ...names(entry?.dependencies).map((name) => ({ name, optional: false, mayBeMissing: false })),
    ...names(entry?.optionalDependencies).map((name) => ({ name, optional: true, mayBeMissing: false })),
    ...names(entry?.peerDependencies).map((name) => ({ name, optional: false, mayBeMissing: optionalPeer(name) })),
  ].filter((wanted, _, all) => wanted.optional || !all.some((each) => each.optional && each.name === wanted.name));
}

/** Where Node finds `name` from the package at `from`: in its own node_modules, or in those of the folders above. */
function locate(lock: LockFile, from: string, name: string): string | undefined {
  let folder = from;
  for (;;) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock.packages[path] !== undefined) return path;
    if (folder === '') return undefined;
    const above = folder.lastIndexOf('/node_modules/');
    folder = above > 0 ? folder.slice(0, above) : '';
  }
}
