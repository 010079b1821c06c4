import type { TenantId, User } from '@gatehouse/model';
import type { OperationPermissions } from '@gatehouse/policy';
import type { Principal } from '@gatehouse/protect';
import type { Directory, UserStanding } from '../../directory/index.js';
import type { HttpRequest } from '../http/index.js';
import type { GraphError } from './graph-error.js';

/** The query options that this door understands so far. */
export interface QueryOptions {
  readonly kind: 'options';
  readonly select: readonly string[];
  readonly top: number | null;
  readonly skipToken: string | null;
}

/** What one call may read: who calls, in which tenant, with which query. */
export interface GraphCall {
  readonly tenant: TenantId;
  readonly caller: Principal;
  /** The person behind a delegated call; null for an app. */
  readonly person: UserStanding | null;
  readonly query: QueryOptions;
  /** What the `:name` places of the operation's path stand for, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly request: HttpRequest;
  readonly directory: Directory;
  /** Scheme, host, port and version, for absolute links. */
  readonly versionUrl: string;
}

export type GraphEntity = Readonly<Record<string, unknown>>;

/** Whether a caller sees all properties of what an operation found, or those of `narrowed`. */
export type GraphView = 'full' | 'narrowed';

/** What an operation found. `context` follows `$metadata#`. */
export type GraphResult =
  | { readonly kind: 'entity'; readonly context: string; readonly entity: GraphEntity }
  | {
      readonly kind: 'collection';
      readonly context: string;
      readonly entities: readonly GraphEntity[];
      /** Opaque place to go on from; null at the end. */
      readonly skipToken: string | null;
    }
  | GraphError;

/** One operation of a resource. */
export interface GraphOperation {
  readonly method: 'GET';
  /** Below the version, with `:name` places. */
  readonly path: string;
  readonly permissions: OperationPermissions;
  /** Whether the call is about the very person who makes it; never, when absent. */
  isOwn?(person: User, params: Readonly<Record<string, string>>): boolean;
  /** What an app-only call is told where the operation is about the person behind the call. */
  readonly appOnly?: GraphError;
  /** Properties that may be named in `$select`; those not in `defaults` are returned only when named. */
  readonly properties: readonly string[];
  readonly defaults: readonly string[];
  /**
   * What is shown to whoever may do this by nothing but one permission, about somebody else: other properties are there, and empty.
   */
  readonly narrowed?: { readonly permission: string; readonly properties: readonly string[] };
  run(call: GraphCall): Promise<GraphResult>;
}

/** A resource: one folder that declares its operations, listed in resources/index.ts. */
export interface GraphResource {
  readonly name: string;
  readonly operations: readonly GraphOperation[];
}
