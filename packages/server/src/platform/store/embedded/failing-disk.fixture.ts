// A disk that forgets. It stands between the database engine and the real files and keeps, beside them, what a machine would
// find after its power failed: of each file what was there at its last fsync, under the names that had reached the disk.
//
// The model is that of ext4, XFS and Btrfs: fsync of a file makes its content and its present name durable; fsync of a folder
// makes its list of names durable, creations, renames and removals. Everything else is lost: writes and truncations since the
// last fsync, files created and never synced, renames undone, removed files back. Real disks mostly keep more.
import { fstatSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { FileNode, FileOperations } from './durable-file-system.js';

type Change =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'size'; readonly size: number };

interface File {
  durable: Buffer;
  /** How much of `durable` counts. */
  size: number;
  pending: Change[];
}

export class FailingDisk {
  /** Counts every change and every fsync. */
  events = 0;
  /** Called before each event takes effect: a good moment to cut the power. */
  onEvent: (kind: 'change' | 'fsync') => void = () => {};
  readonly #root: string;
  /** By inode number. */
  readonly #files = new Map<number, File>();
  readonly #names = new Map<string, number | 'folder'>();
  readonly #durableNames = new Map<string, number | 'folder'>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Watches the engine's operations; hand it to `openDatabase`. */
  readonly watch = (operations: FileOperations): void => {
    const { stream_ops, node_ops } = operations;
    const path = (node: FileNode): string => relative(this.#root, operations.realPath(node));
    const child = (parent: FileNode, name: string): string => join(path(parent), name);
    const before = { ...stream_ops, ...node_ops, nodeSetattr: node_ops.setattr, streamSetattr: stream_ops.setattr };

    stream_ops.write = (stream, buffer, offset, length, position) => {
      this.#event('change');
      const written = before.write(stream, buffer, offset, length, position);
      // The engine's memory is a plain list of numbers to it, signed or not.
      const bytes = Buffer.from(buffer.buffer, buffer.byteOffset + offset, written);
      this.#fileOf(fstatSync(stream.nfd).ino).pending.push({ kind: 'write', at: position, bytes: Buffer.from(bytes) });
      return written;
    };
    stream_ops.fsync = (stream) => {
      this.#event('fsync');
      const result = before.fsync?.(stream) ?? 0;
      this.#sync(path(stream.node), fstatSync(stream.nfd));
      return result;
    };
    stream_ops.setattr = (stream, attributes) => {
      before.streamSetattr(stream, attributes);
      this.#resized(fstatSync(stream.nfd).ino, attributes.size);
    };
    node_ops.setattr = (node, attributes) => {
      before.nodeSetattr(node, attributes);
      if (attributes.size !== undefined) this.#resized(lstatSync(operations.realPath(node)).ino, attributes.size);
    };
    node_ops.mknod = (parent, name, mode, device) => {
      this.#event('change');
      const node = before.mknod(parent, name, mode, device);
      const stat = lstatSync(operations.realPath(node));
      if (!stat.isDirectory()) this.#files.set(stat.ino, { durable: Buffer.alloc(0), size: 0, pending: [] });
      this.#names.set(child(parent, name), stat.isDirectory() ? 'folder' : stat.ino);
      return node;
    };
    node_ops.rename = (node, newParent, newName) => {
      this.#event('change');
      const [from, to] = [path(node), child(newParent, newName)];
      before.rename(node, newParent, newName);
      const moved = this.#names.get(from);
      this.#names.delete(from);
      if (moved !== undefined) this.#names.set(to, moved);
    };
    const remove = (original: (parent: FileNode, name: string) => void) => (parent: FileNode, name: string) => {
      this.#event('change');
      original(parent, name);
      this.#names.delete(child(parent, name));
    };
    node_ops.unlink = remove(before.unlink);
    node_ops.rmdir = remove(before.rmdir);
  };

  /** Writes what would be found after a power cut at this moment into an empty folder. */
  writeSurvivors(folder: string): void {
    for (const [name, what] of this.#durableNames) {
      const path = join(folder, name);
      mkdirSync(what === 'folder' ? path : dirname(path), { recursive: true });
      if (what === 'folder') continue;
      const file = this.#fileOf(what);
      writeFileSync(path, file.durable.subarray(0, file.size), { mode: 0o600 });
    }
  }

  #event(kind: 'change' | 'fsync'): void {
    this.events += 1;
    this.onEvent(kind);
  }

  #fileOf(inode: number): File {
    const file = this.#files.get(inode);
    if (file === undefined) throw new Error('a file that was never created');
    return file;
  }

  #resized(inode: number, size: number | undefined): void {
    if (size === undefined) return;
    this.#event('change');
    this.#fileOf(inode).pending.push({ kind: 'size', size });
  }

  #sync(name: string, stat: { readonly ino: number; isDirectory(): boolean }): void {
    if (stat.isDirectory()) this.#syncFolder(name);
    else this.#syncFile(name, stat.ino);
  }

  #syncFile(name: string, inode: number): void {
    const file = this.#fileOf(inode);
    for (const change of file.pending) apply(file, change);
    file.pending = [];
    if (this.#names.get(name) !== inode) return;
    for (const [other, what] of this.#durableNames) {
      if (what === inode && other !== name) this.#durableNames.delete(other);
    }
    this.#durableNames.set(name, inode);
  }

  #syncFolder(folder: string): void {
    if (folder !== '') this.#durableNames.set(folder, 'folder');
    const inside = (name: string): boolean => (dirname(name) === '.' ? '' : dirname(name)) === folder;
    for (const name of [...this.#durableNames.keys()]) {
      if (inside(name) && !this.#names.has(name)) this.#durableNames.delete(name);
    }
    for (const [name, what] of this.#names) {
      if (inside(name)) this.#durableNames.set(name, what);
    }
  }
}

function apply(file: File, change: Change): void {
  const end = change.kind === 'write' ? change.at + change.bytes.length : change.size;
  if (end > file.durable.length) {
    const longer = Buffer.alloc(Math.max(end, file.durable.length * 2));
    file.durable.copy(longer, 0, 0, file.size);
    file.durable = longer;
  }
  if (change.kind === 'write') {
    change.bytes.copy(file.durable, change.at);
    file.size = Math.max(file.size, end);
    return;
  }
  // What lies between a shorter and a later longer size reads as zeros.
  if (change.size < file.size) file.durable.fill(0, change.size, file.size);
  file.size = change.size;
}
