import type { EntityType, Property, ValueType } from '../entity-type.js';

/** An entity type, by its name. */
export interface EntityReference {
  readonly kind: 'entity';
  readonly name: string;
}

/** Values or entities that an operation gives back. */
export interface ReturnDescription {
  readonly type: ValueType | EntityReference;
  readonly collection?: true;
}

export function isEntityReference(type: ReturnDescription['type']): type is EntityReference {
  return typeof type === 'object' && type.kind === 'entity';
}

/** An action or a function (OData 4.01 CSDL §12), bound to entities or standing alone. */
export interface OperationDescription {
  readonly kind: 'action' | 'function';
  readonly name: string;
  /** The entity type that it is bound to: to one entity of it, or to a collection. */
  readonly boundTo?: { readonly type: string; readonly collection?: true };
  readonly parameters?: readonly Property[];
  readonly returns?: ReturnDescription;
}

/** A top-level way to entities: a set of them, or the only one. */
export interface SetDescription {
  readonly name: string;
  /** The name of the entity type. */
  readonly type: string;
}

/** Everything that the metadata tells. */
export interface ServiceDescription {
  readonly types: readonly EntityType[];
  readonly sets: readonly SetDescription[];
  readonly singletons?: readonly SetDescription[];
  readonly operations?: readonly OperationDescription[];
}
