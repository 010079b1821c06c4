import type { RuleException } from '../source-tree/index.js';

/** The names of the rules, as findings, exceptions and the planted tests spell them. */
export const ruleNames = [
  'package-graph',
  'undeclared-package',
  'node-module',
  'npm-package',
  'leaves-package',
  'placement',
  'ring',
  'stranger',
  'module-entry',
  'plug-in-sibling',
  'plug-in-contract',
  'plug-in-unlisted',
  'plug-in-untested',
  'guarded-name',
  'guarded-leak',
  'guarded-member',
  'confined-package',
  'sql',
  'cycle',
  'module-cycle',
  'test-import',
  'unresolved',
  'computed-import',
  'unreadable',
  'nothing-seen',
  'exception',
] as const;

export type RuleName = (typeof ruleNames)[number];

/** What the production code of one package may import. Tests are freer: they may use anything public. */
export interface PackageRule {
  /** Our packages, by folder name. */
  readonly ours: readonly string[];
  /** `declared` allows every package that its package.json names; a list allows only those. */
  readonly npm: 'declared' | readonly string[];
  /** Whether Node's own modules may be imported; a list allows only those. */
  readonly node: boolean | readonly string[];
}

/** One ring of the server: folders of `packages/server/src` that stand on the same level. */
export interface RingRule {
  readonly name: string;
  readonly folders: readonly string[];
  /**
   * Who are strangers to each other within the ring, told by that many leading folders of the path: 1 keeps `credentials`
   * from `signals`, 2 keeps `doors/oauth` from `doors/graph`. Absent: modules may use each other as long as no cycle forms.
   */
  readonly strangersAt?: 1 | 2;
  /** Modules of the ring that the others of the ring may use after all. */
  readonly open?: readonly string[];
}

/** Folders of one kind that are listed by hand in one place and never know each other. */
export interface PlugInRule {
  /** The folder whose folders are the plug-ins. */
  readonly parent: string;
  /** The file that names each of them; absent when it is the parent's `index.ts`. */
  readonly list?: string;
  /** Each plug-in holds at least one of these. */
  readonly contract: readonly string[];
  /** What counts as its tests, by the end of the file name; empty where they are tested from outside, all in one place. */
  readonly tests: readonly string[];
}

/** Names that only some folders may import. */
export interface GuardedNamesRule {
  readonly names: readonly string[];
  /** The folder whose files export them. */
  readonly from: string;
  /** Folders, or files at the top of the server, that may import them. */
  readonly onlyFrom: readonly string[];
  /** True when the names may not pass through the folder's `index.ts` either. */
  readonly inner: boolean;
  readonly why: string;
}

/** Members that only some folders may reach for, on whatever value: what a type alone cannot keep from a caller. */
export interface GuardedMembersRule {
  readonly members: readonly string[];
  readonly onlyFrom: readonly string[];
  readonly why: string;
}

/** Packages from the registry, or modules of Node, that only some folders may import. */
export interface ConfinedPackagesRule {
  readonly packages: readonly string[];
  readonly onlyFrom: readonly string[];
  readonly why: string;
}

/** Every import rule of the project, as data. */
export interface RuleBook {
  /** Our packages, by folder name below `packages/`. A package that is not here may not exist. */
  readonly packages: Readonly<Record<string, PackageRule>>;
  /** The folder whose rings are below. */
  readonly ringsRoot: string;
  /** From the innermost (0) outwards: each imports only what stands before it. */
  readonly rings: readonly RingRule[];
  /** Files below `ringsRoot` that wire everything and stand above all rings. */
  readonly top: readonly RegExp[];
  /** Folders of `ringsRoot` that are one module as a whole. */
  readonly wholeModules: readonly string[];
  /** Folders of `ringsRoot` whose folders are modules. */
  readonly moduleParents: readonly string[];
  readonly plugIns: readonly PlugInRule[];
  readonly guardedNames: readonly GuardedNamesRule[];
  readonly guardedMembers: readonly GuardedMembersRule[];
  readonly confinedPackages: readonly ConfinedPackagesRule[];
  /** Where SQL may stand: ends of file paths, and folders. */
  readonly sql: { readonly files: readonly string[]; readonly folders: readonly string[] };
  /** The folder that every test may import from by path: what tests of several packages share. */
  readonly testSupport: string;
  /** Folders outside `packages/` that are checked, and what they may import besides what is public. */
  readonly outer: Readonly<Record<string, { readonly npm: boolean; readonly ours: boolean }>>;
  readonly exceptions: readonly RuleException<RuleName>[];
}
