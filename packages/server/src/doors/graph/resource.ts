import type { TenantId } from '@gatehouse/model';
import type { ActionNeed, DirectoryOperation as OperationNeeds, ObjectValues } from '@gatehouse/policy';
import type { Principal } from '@gatehouse/protect';
import type { QueryOptions } from '@gatehouse/wire';
import type { Author, DirectoryOperation, TenantConfiguration, UserStanding } from '../../directory/index.js';
import type { HttpRequest } from '../http/index.js';
import type { GraphDoorDeps } from './graph-door-deps.js';
import type { GraphError } from './graph-error.js';
import type { EntityType, OperationDescription } from './schema/index.js';

/** Who calls. */
export interface GraphCaller {
  readonly kind: 'caller';
  readonly tenant: TenantId;
  readonly principal: Principal;
  /** The person behind a delegated call; null for an app. */
  readonly person: UserStanding | null;
}

/** One call, as operations see it. */
export interface GraphCall {
  readonly caller: GraphCaller;
  /** What the `:name` places of the operation's path stand for: the ids of objects for those that name an object, otherwise the text. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: QueryOptions;
  /** The header `ConsistencyLevel: eventual` was sent. */
  readonly eventual: boolean;
  /** The body, parsed; undefined when none was sent. */
  readonly body: unknown;
  readonly request: HttpRequest;
  /** Scheme, host, port and version, for absolute links. */
  readonly versionUrl: string;
  /** The path below the version, in one spelling, for links and tokens. */
  readonly path: string;
  readonly door: GraphDoorDeps;
  /** Whom the journal names. */
  readonly author: Author;
  readonly configuration: TenantConfiguration;
  /** The properties that the caller may see of what the operation finds; null for all. */
  readonly visible: readonly string[] | null;
  /** The new object's first owner is the caller. */
  readonly createsAsOwner: boolean;
  /**
   * Decides about what only the operation knows: whether the caller may do what `access` says with an object of which `known` is known.
   * @returns the refusal, if there is one
   */
  permits(access: Omit<OperationAccess, 'target'>, known: Partial<ObjectValues>): GraphError | undefined;
  /** The same as a question, whose answer decides what is shown: a no is no refusal, and nothing is logged. */
  may(access: Omit<OperationAccess, 'target'>, known: Partial<ObjectValues>): boolean;
  /** Asks the directory of the caller's tenant, or has it changed, in the caller's name. */
  perform<Outcome>(operation: DirectoryOperation<Outcome>): Promise<Outcome>;
}

/** An entity with all its properties by Graph's names; what of it is shown is the door's business. */
export type GraphEntity = Readonly<Record<string, unknown>>;

/** An entity and what kind it is. */
export interface TypedEntity {
  readonly type: EntityType;
  readonly values: GraphEntity;
  /** What `$expand` asked for, rendered, by navigation. */
  readonly expanded?: Readonly<Record<string, unknown>>;
}

/** What an operation found or did. `context` follows `$metadata#`. */
export type GraphResult =
  | {
      readonly kind: 'entity';
      readonly context: string;
      readonly entity: TypedEntity;
      /** Names of properties; null for those returned by default. */
      readonly select: readonly string[] | null;
      /** 200 when absent; 201 comes with a `Location`. */
      readonly status?: 200 | 201;
      /** Whether entities of several kinds could stand here, so that each says what it is. */
      readonly polymorphic?: true;
      /** What an `If-Match` may name. */
      readonly etag?: string;
    }
  | {
      readonly kind: 'collection';
      readonly context: string;
      readonly entities: readonly TypedEntity[];
      readonly select: readonly string[] | null;
      /** Skip token to go on with; null at the end. */
      readonly next: string | null;
      readonly count?: number;
      /** Delta token to come back with, where the collection is a delta and ends here. */
      readonly delta?: string;
      readonly polymorphic?: true;
    }
  /** A value that is no entity, such as `Edm.Boolean`. */
  | { readonly kind: 'value'; readonly context: string; readonly value: unknown }
  /** A body that is none of these, as it is. */
  | { readonly kind: 'raw'; readonly mediaType: string; readonly body: string }
  | { readonly kind: 'none' }
  | GraphError;

/** Which object a call is about, for whoever decides what the caller may do with it. */
export type OperationTarget =
  /** The tenant itself, or a collection of it. */
  | { readonly kind: 'tenant' }
  /** The object that a place of the path stands for. */
  | { readonly kind: 'object'; readonly place: string }
  /** An object that the call makes. */
  | { readonly kind: 'new' }
  /** What the operation finds out itself: it must ask `call.permits` before it tells or changes anything. */
  | { readonly kind: 'later' };

/** The directory actions that a call needs. */
export type OperationActions = Pick<OperationNeeds, 'actions' | 'sensitive'>;

/** What a call needs, whoever makes it. The actions of an update may follow from its body. */
export interface OperationAccess extends Omit<OperationNeeds, 'actions' | 'sensitive'> {
  readonly actions: readonly [ActionNeed, ...ActionNeed[]] | ((body: unknown) => OperationActions);
  readonly target: OperationTarget;
  /** Reading: the properties of each part that `partOnly` names; what no part holds is there, and empty. */
  readonly parts?: Readonly<Record<string, readonly string[]>>;
  /** Reading: what people see who may know of others only who they are; `id` and `displayName` when absent. */
  readonly limited?: readonly string[];
  /** Writing: the part that a property of the body belongs to; whoever reaches only parts may give no other. */
  readonly partOf?: (property: string) => string | undefined;
}

/** One operation of a resource. */
export interface GraphOperation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the version, with `:name` places; `:user`, `:group` and the like stand for an object, whatever key names it. */
  readonly path: string;
  /** One sentence without a period, for people who read the API's description. */
  readonly summary: string;
  readonly access: OperationAccess;
  /** Served below `/me` as well, where the path begins with `/users/:user`. */
  readonly me?: true;
  /** The type of what is answered, and of what a body holds, for the API's description. */
  readonly describes?: {
    readonly answer?: EntityType;
    readonly many?: true;
    readonly body?: EntityType;
    /** An action or a function, as the metadata has it. */
    readonly operation?: OperationDescription;
  };
  /** In beta only. */
  readonly beta?: true;
  run(call: GraphCall): Promise<GraphResult>;
}

/** A resource: one folder that declares its entity types and operations, listed in resources/index.ts. */
export interface GraphResource {
  readonly name: string;
  /** What the metadata tells of beside the types that operations speak of. */
  readonly types: readonly EntityType[];
  /** The entity sets and singletons of the root, by the name of their type. */
  readonly sets?: Readonly<Record<string, string>>;
  readonly singletons?: Readonly<Record<string, string>>;
  readonly operations: readonly GraphOperation[];
}
