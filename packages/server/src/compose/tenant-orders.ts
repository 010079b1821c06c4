import { passwordSeed } from '../credentials/methods/index.js';
import {
  applySeed,
  type DescribedPlan,
  type Directory,
  type ExportedTenants,
  exportTenants,
  loadSeed,
  planSeed,
  type SeedContext,
  type SeedFile,
  type SeedProblem,
} from '../directory/index.js';
import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../platform/clock/index.js';
import type { Keys } from '../platform/keys/index.js';
import type { Store } from '../platform/store/index.js';

/** What an operator wants of the tenants of a store. */
export type TenantRequest =
  /** What seed files would do; with `isExact`, what they do not name of the lists that they have goes. */
  | { readonly do: 'plan'; readonly files: readonly SeedFile[]; readonly isExact: boolean }
  | {
      readonly do: 'apply';
      readonly files: readonly SeedFile[];
      readonly isExact: boolean;
      /** The digests of the plans that were agreed to, by tenant. */
      readonly expected: Readonly<Record<string, string>>;
    }
  /** One tenant, by GUID or domain, or all of them. */
  | { readonly do: 'export'; readonly tenant: string | null };

/** What came of it. */
export type TenantAnswer =
  | { readonly kind: 'planned'; readonly tenants: readonly DescribedPlan[]; readonly warnings: readonly SeedProblem[] }
  | {
      readonly kind: 'applied';
      readonly changed: number;
      readonly unchanged: number;
      readonly warnings: readonly SeedProblem[];
    }
  | {
      readonly kind: 'refused';
      readonly problems: readonly SeedProblem[];
      /** The tenants that were written before one was found that could not be. */
      readonly written: readonly string[];
    }
  | ({ readonly kind: 'exported' } & ExportedTenants)
  | { readonly kind: 'unknown-tenant' };

/** What the work is done with. */
export interface TenantTools {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<Keys, 'createFirst'>;
  readonly directory: Pick<Directory, 'resolveTenant' | 'tenantIds'>;
}

/** Plans, applies or exports tenants, as an operator's command asks for it. */
export async function carryOutTenants(tools: TenantTools, request: TenantRequest): Promise<TenantAnswer> {
  if (request.do === 'export') return exported(tools, request.tenant);
  const extensions = [passwordSeed(tools.clock)];
  const loaded = loadSeed(request.files, extensions);
  if (loaded.kind === 'refused') return { ...loaded, written: [] };
  const { isExact } = request;
  const actor = { kind: 'operator', name: `gatehouse ${request.do}` } as const;
  const context: SeedContext = { store: tools.store, clock: tools.clock, extensions, isExact, actor };
  if (request.do === 'plan') {
    const planned = await planSeed(loaded.seed, context);
    if (planned.kind === 'refused') return { ...planned, written: [] };
    return { kind: 'planned', tenants: planned.described, warnings: [...loaded.warnings, ...planned.warnings] };
  }
  const expected = new Map(Object.entries(request.expected).map(([id, digest]) => [id as TenantId, digest]));
  const applied = await applySeed(loaded.seed, context, expected);
  if (applied.kind === 'refused') return { ...applied, written: applied.written ?? [] };
  // A new tenant signs nothing without keys.
  await tools.keys.createFirst(await tools.directory.tenantIds());
  return { ...applied, warnings: [...loaded.warnings, ...applied.warnings] };
}

async function exported({ store, directory }: TenantTools, name: string | null): Promise<TenantAnswer> {
  const tenant = name === null ? null : await directory.resolveTenant(name);
  if (tenant === undefined) return { kind: 'unknown-tenant' };
  return { kind: 'exported', ...(await exportTenants(store, tenant?.id)) };
}
