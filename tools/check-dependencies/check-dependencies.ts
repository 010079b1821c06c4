import { type CheckResult, excuse, type Finding } from '../source-tree/index.js';
import { type LockFile, type Shipped, shippedPackages } from './lock-file.js';
import type { DependencyRuleName, DependencyRules } from './rules.js';
import { isInRange } from './version-range.js';

/** The parts of a package.json that the rules read. */
export interface PackageManifest {
  readonly name?: string;
  readonly license?: unknown;
  readonly engines?: { readonly node?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** What the check reads. */
export interface DependencyFacts {
  readonly lockText: string;
  /** The package.json files of the root and of our packages. */
  readonly manifests: readonly PackageManifest[];
  /** The package.json of an installed package, by its path in the lock file; undefined when it is not installed. */
  readonly installed: (path: string) => PackageManifest | undefined;
  readonly documentation: string;
}

/** Checks what ships with our packages, the lock file itself, and that every direct dependency says what it is for. */
export function checkDependencies(facts: DependencyFacts, rules: DependencyRules): CheckResult {
  const lock = JSON.parse(facts.lockText) as LockFile;
  const shipped = shippedPackages(lock);
  const direct = directDependencies(facts.manifests);
  const found = [
    ...shipped.flatMap((each) => checkShipped(each, facts.installed(each.path), rules)),
    ...lockHoldsNoAddress(facts.lockText),
    ...directDependenciesAreDocumented(direct, facts.documentation, rules),
  ];
  if (shipped.length === 0) found.push(finding('nothing-seen', 'package-lock.json', 'saw no package that ships'));
  const optional = shipped.filter((each) => each.optional).length;
  return {
    looked: `${shipped.length} packages that ship (${optional} of them for some platforms only), ${direct.length} direct dependencies`,
    findings: excuse(found, rules.exceptions),
  };
}

function checkShipped(shipped: Shipped, installed: PackageManifest | undefined, rules: DependencyRules): Finding[] {
  const { entry, path } = shipped;
  const found: Finding[] = [];
  const report = (rule: DependencyRuleName, message: string): void => {
    found.push(finding(rule, path, `${message} (${shipped.chain.join(' > ')})`));
  };
  if (entry === undefined) {
    report('not-locked', 'package-lock.json does not hold it; a machine of another platform would go without');
    return found;
  }
  if (installed === undefined && !shipped.optional) report('not-installed', 'run `npm ci`');
  for (const range of new Set([entry.engines?.node, installed?.engines?.node])) {
    if (range === undefined) continue;
    const fits = isInRange(rules.nodeFloor, range);
    if (fits === undefined) report('engine', `its engines range \`${range}\` cannot be read`);
    else if (!fits) report('engine', `needs Node \`${range}\`, which leaves out ${rules.nodeFloor}`);
  }
  if (entry.hasInstallScript === true || hasInstallScript(installed)) {
    report('install-script', 'runs a script of its own when it is installed');
  }
  const licence = licenceOf(installed) ?? entry.license ?? 'none';
  if (!isAllowed(licence, rules.licences)) report('licence', `its licence is \`${licence}\``);
  return found;
}

function hasInstallScript(manifest: PackageManifest | undefined): boolean {
  return ['preinstall', 'install', 'postinstall'].some((name) => manifest?.scripts?.[name] !== undefined);
}

/** The `license` field; older packages wrote an object. */
function licenceOf(manifest: PackageManifest | undefined): string | undefined {
  const { license } = manifest ?? {};
  if (typeof license === 'string') return license;
  const type = typeof license === 'object' && license !== null && 'type' in license ? license.type : undefined;
  return typeof type === 'string' ? type : undefined;
}

/** Reads `A`, `(A OR B)` and `(A AND B)`. An expression that mixes both is not judged, and so not allowed. */
function isAllowed(licence: string, allowed: readonly string[]): boolean {
  const plain = licence.replace(/^\((.*)\)$/, '$1');
  if (plain.includes(' OR ') && !plain.includes(' AND '))
    return plain.split(' OR ').some((each) => allowed.includes(each));
  return plain.split(' AND ').every((each) => allowed.includes(each));
}

/** A lock file names versions and digests. Where they are fetched from is the business of whoever installs them. */
function lockHoldsNoAddress(lockText: string): Finding[] {
  const lines = lockText.split('\n');
  const first = lines.findIndex((line) => /"resolved":\s*"[a-z+]+:/.test(line));
  if (first < 0) return [];
  const count = lines.filter((line) => /"resolved":\s*"[a-z+]+:/.test(line)).length;
  const message = `${count} download addresses; install with the project's .npmrc`;
  return [{ ...finding('download-address', 'package-lock.json', message), line: first + 1 }];
}

function directDependencies(manifests: readonly PackageManifest[]): string[] {
  const ours = new Set(manifests.map((manifest) => manifest.name));
  const names = manifests.flatMap((manifest) => [
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.devDependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
  ]);
  return [...new Set(names)].filter((name) => !ours.has(name)).sort();
}

function directDependenciesAreDocumented(direct: readonly string[], text: string, rules: DependencyRules): Finding[] {
  const documented = new Set([...text.matchAll(/^\| `([^`]+)` \| \S/gm)].map((match) => match[1] ?? ''));
  const missing = direct.filter((name) => !documented.has(name));
  const vain = [...documented].filter((name) => !direct.includes(name));
  return [
    ...missing.map((name) => finding('undocumented', rules.documentation, `no row says what \`${name}\` is for`)),
    ...vain.map((name) => finding('documented-in-vain', rules.documentation, `\`${name}\` is no dependency any more`)),
  ];
}

function finding(rule: DependencyRuleName, file: string, message: string): Finding {
  return { rule, file, line: 0, message };
}
