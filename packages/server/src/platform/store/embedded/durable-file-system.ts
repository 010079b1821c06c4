import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** An open file of the database: `nfd` is its descriptor in Node. */
export interface FileStream {
  readonly nfd: number;
  readonly node: FileNode;
}

/** A file or folder as the database engine knows it. */
export interface FileNode {
  readonly name: string;
  readonly parent: FileNode;
}

/**
 * The engine's file operations, as far as the store replaces or watches them. Its own table has no `fsync`: without one the
 * engine's call succeeds and does nothing.
 */
export interface FileOperations {
  /** Runs a call into Node and turns its error into the engine's. */
  tryFSOperation<T>(operation: () => T): T;
  /** The path of a file in the real file system. */
  realPath(node: FileNode): string;
  readonly stream_ops: {
    fsync?: (stream: FileStream) => number;
    write(stream: FileStream, buffer: Uint8Array, offset: number, length: number, position: number): number;
    setattr(stream: FileStream, attributes: { readonly size?: number }): void;
  };
  readonly node_ops: {
    mknod(parent: FileNode, name: string, mode: number, device: unknown): FileNode;
    rename(node: FileNode, newParent: FileNode, newName: string): void;
    unlink(parent: FileNode, name: string): void;
    rmdir(parent: FileNode, name: string): void;
    setattr(node: FileNode, attributes: { readonly size?: number }): void;
  };
}

interface EngineModule {
  readonly NODEFS: FileOperations;
}

/** What the engine takes at start, as far as it matters here. Its own types name a package that is not installed. */
interface StartOptions {
  readonly preRun?: ((module: EngineModule) => void)[];
  readonly onAbort?: (reason: unknown) => void;
}

export interface DurableFileSystemOptions {
  readonly folder: string;
  /** Called when the engine has stopped itself (a PANIC, such as a failed write to its log). Nothing works afterwards. */
  readonly onAbort: (reason: string) => void;
  /** Watches or replaces operations; for tests that cut the power. */
  readonly watch?: (operations: FileOperations) => void;
}

/** PGlite's files in a folder, with an `fsync` that reaches the disk. */
export class DurableFileSystem extends NodeFS {
  readonly #options: DurableFileSystemOptions;
  #fsyncs = 0;

  constructor(options: DurableFileSystemOptions) {
    super(options.folder);
    this.#options = options;
  }

  /** How often the engine has asked for something to reach the disk, and it did. */
  get fsyncs(): number {
    return this.#fsyncs;
  }

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const inherited = emscriptenOpts as StartOptions;
    const amended: StartOptions = {
      ...inherited,
      preRun: [({ NODEFS }) => this.#amend(NODEFS), ...(inherited.preRun ?? [])],
      onAbort: (reason) => this.#options.onAbort(String(reason)),
    };
    return { emscriptenOpts: amended };
  }

  #amend(operations: FileOperations): void {
    operations.stream_ops.fsync = ({ nfd }) => {
      // A failure reaches the engine, which then stops itself rather than trust what it cannot know to be on disk.
      operations.tryFSOperation(() => fsyncSync(nfd));
      this.#fsyncs += 1;
      return 0;
    };
    this.#options.watch?.(operations);
  }
}
