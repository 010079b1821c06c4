import { optionalClaimHasEffect } from '@gatehouse/policy';
import type { z } from 'zod';
import type { SeedExtension } from './seed-extension.js';
import { sentenceOf } from './sentence.js';
import { type SeedFile, type SeedProblem, type SeedSource, readSeedSource } from './seed-source.js';
import { type SeedTenantItem, seedSchema } from './schema/tenant.js';
import { unstorableIn } from './unstorable-text.js';

/** Where something stands in the seed. */
export interface Place {
  readonly source: SeedSource;
  readonly path: readonly PropertyKey[];
}

/** One mention of a tenant in one file; several files may speak of one tenant. */
export interface SeedTenant {
  readonly item: SeedTenantItem;
  readonly place: Place;
}

/** Seed files whose shape is right; whether they fit each other and the store is found when they are planned. */
export interface Seed {
  readonly tenants: readonly SeedTenant[];
}

/** A seed whose shape is right, or everything that is wrong with the files. */
export type LoadedSeed =
  /** Warnings tell of what is kept and does nothing. */
  | { readonly kind: 'ok'; readonly seed: Seed; readonly warnings: readonly SeedProblem[] }
  | { readonly kind: 'refused'; readonly problems: readonly SeedProblem[] };

/** More would help nobody; the first ones are mended first. */
const mostProblems = 100;

/**
 * Reads seed files, YAML or JSON, and checks their shape. Never throws for what a file holds.
 * @param extensions the user properties that capabilities bring; others of the format are refused as not supported yet.
 */
export function loadSeed(files: readonly SeedFile[], extensions: readonly SeedExtension[] = []): LoadedSeed {
  const schema = seedSchema(extensions);
  const results = files.map((file) => loadFile(file, schema));
  const problems = results.flatMap((result) => (result.kind === 'refused' ? result.problems : []));
  if (problems.length > 0) return { kind: 'refused', problems: problems.slice(0, mostProblems) };
  const tenants = results.flatMap((result) => (result.kind === 'ok' ? result.seed.tenants : []));
  return { kind: 'ok', seed: { tenants }, warnings: tenants.flatMap(warningsOf).slice(0, mostProblems) };
}

function loadFile(file: SeedFile, schema: ReturnType<typeof seedSchema>): LoadedSeed {
  const read = readSeedSource(file);
  if (read.kind === 'refused') return { kind: 'refused', problems: [read.problem] };
  const { source } = read;
  if (source.value === null || source.value === undefined) {
    return { kind: 'refused', problems: [problemAt({ source, path: [] }, 'holds nothing')] };
  }
  const parsed = schema.safeParse(source.value, { error: sentenceOf });
  if (!parsed.success) {
    return {
      kind: 'refused',
      problems: parsed.error.issues.slice(0, mostProblems).flatMap((issue) => problemsOf(issue, source)),
    };
  }
  const unstorable = unstorableIn(source.value, mostProblems);
  if (unstorable.length > 0) {
    return {
      kind: 'refused',
      problems: unstorable.map(({ path, reason }) => problemAt({ source, path }, reason)),
    };
  }
  const tenants = parsed.data.tenants.map((item, index) => ({ item, place: { source, path: ['tenants', index] } }));
  return { kind: 'ok', seed: { tenants }, warnings: [] };
}

const tokenNames = { idToken: 'ID token', accessToken: 'access token' } as const;

/** Optional claims that no token has: an application that waits for them should hear of it here. */
function warningsOf({ item, place }: SeedTenant): SeedProblem[] {
  return (item.applications ?? []).flatMap(({ optionalClaims }, nth) =>
    (['idToken', 'accessToken'] as const).flatMap((token) =>
      (optionalClaims?.[token] ?? []).flatMap(({ name }, index) => {
        if (optionalClaimHasEffect(name, token)) return [];
        const at = within(place, 'applications', nth, 'optionalClaims', token, index, 'name');
        return [
          problemAt(at, `no ${tokenNames[token]} has the optional claim \`${name}\`; it is kept and does nothing`),
        ];
      }),
    ),
  );
}

/** A problem at a place, with its line where the file tells it. */
export function problemAt(place: Place, reason: string): SeedProblem {
  const position = place.source.locate(place.path);
  return { file: place.source.file, path: pathText(place.path), reason, ...position };
}

/** A place inside another. */
export function within(place: Place, ...path: readonly PropertyKey[]): Place {
  return { source: place.source, path: [...place.path, ...path] };
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part).slice(0, 80)}`,
    )
    .join('');
}

function problemsOf(issue: z.core.$ZodIssue, source: SeedSource): SeedProblem[] {
  if (issue.code !== 'unrecognized_keys') return [problemAt({ source, path: issue.path }, issue.message)];
  const reasons = issue.message.split('\n');
  return issue.keys.map((key, index) =>
    problemAt({ source, path: [...issue.path, key] }, reasons[index] ?? issue.message),
  );
}
