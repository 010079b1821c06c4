import type { RuleException } from '../source-tree/index.js';

/** The names of the rules, as findings, exceptions and the planted tests spell them. */
export const shapeRuleNames = [
  'file-length',
  'forbidden-name',
  'file-name',
  'index-comment',
  'undocumented',
  'default-export',
  'one-clock',
  'skipped-test',
  'silenced',
  'open-task',
  'machine-path',
  'unreadable',
  'nothing-seen',
  'exception',
] as const;

export type ShapeRuleName = (typeof shapeRuleNames)[number];

/** How the files of Gatehouse look. The functions in the files beside it that end in `-rules.ts` read this and nothing else. */
export const shape = {
  /** Folders that hold code. */
  codeFolders: ['packages', 'tests', 'bench', 'tools', 'scripts', 'examples'],
  maxLines: 400,
  /** Tables and generated files may be longer. */
  mayBeLong: [/\.data\.(?:ts|json)$/, /\.generated\.ts$/],

  /** If you want one of these names, you have not found the noun. They hold for folders, for files, and after a dash at the end. */
  forbiddenNames: [
    'util',
    'utils',
    'helper',
    'helpers',
    'common',
    'shared',
    'misc',
    'lib',
    'manager',
    'service',
    'services',
    'base',
    'impl',
    'types',
  ],
  forbiddenEndings: ['-util', '-utils', '-helper', '-helpers', '-impl', '-misc'],

  /** The public faces of modules: what they export is documented. */
  faces: /^packages\/[^/]+\/src\/(?:.*\/)?index\.tsx?$/,

  /** Where time and randomness come from, and who else may take them from the machine (law ONE-CLOCK). */
  clockFolders: [{ folder: 'packages/server/src/platform', reason: 'the one source of time, ids and randomness' }],
  clockMembers: {
    Date: ['now'],
    Math: ['random'],
    performance: ['now', 'timeOrigin'],
    process: ['hrtime', 'uptime'],
  } as Readonly<Record<string, readonly string[]>>,
  randomNames: [
    'randomUUID',
    'randomUUIDv7',
    'randomBytes',
    'randomInt',
    'randomFill',
    'randomFillSync',
    'pseudoRandomBytes',
    'getRandomValues',
  ],

  /** Paths of one machine: folders at the root of a disk, homes, and what lies beside the project. */
  machinePaths: [
    ...['work', 'root', 'farm'].map((folder) => new RegExp(`/${folder}/`)),
    ...['home', 'Users'].map((folder) => new RegExp(`/${folder}/[\\w.-]+/`)),
    ...['Users'].map((folder) => new RegExp(`[A-Z]:\\\\${folder}\\\\`)),
    ...['shared'].map((folder) => new RegExp(`\\.\\./${folder}/`)),
  ],
  textFiles: /(?:\.(?:[mc]?[jt]sx?|json|md|ya?ml|sql|html|css|svg|txt|sh|toml)|\/[A-Z]+|^[A-Z]+|file)$/,
  textFilesLeftOut: ['package-lock.json'],

  exceptions: [
    {
      rule: 'one-clock',
      file: 'packages/protect/src/read-options.ts',
      reason:
        'the published SDK runs in programs that are not ours: its clock is a parameter whose default is the machine',
      date: '2026-11-21',
    },
  ] as readonly RuleException<ShapeRuleName>[],
};

export type Shape = typeof shape;
