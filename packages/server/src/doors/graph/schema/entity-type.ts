/** The primitive types of OData (OData 4.01 CSDL §3.3) that Graph's resources here use. */
export type PrimitiveType =
  | 'String'
  | 'Boolean'
  | 'Int32'
  | 'Int64'
  | 'Double'
  | 'Guid'
  | 'DateTimeOffset'
  | 'Date'
  | 'Duration'
  | 'Binary';

/** A named set of words. The member `unknownFutureValue` of Graph's enumerations is not listed: nobody may write it. */
export interface EnumType {
  readonly kind: 'enum';
  readonly name: string;
  readonly members: readonly string[];
}

/** A structured value without a key. */
export interface ComplexType {
  readonly kind: 'complex';
  readonly name: string;
  readonly properties: readonly Property[];
  /** Properties that are not declared may be there, too (OData 4.01 CSDL §6.3). */
  readonly open?: true;
}

/** What a value may be. */
export type ValueType = PrimitiveType | EnumType | ComplexType;

/** The operators by which a property may be filtered. `ne` and `not` come with `eq`. */
export type FilterOperator = 'eq' | 'in' | 'ge' | 'le' | 'gt' | 'lt' | 'startsWith' | 'endsWith' | 'contains' | 'any';

/** How a property may be asked for. */
export interface PropertyQuery {
  /** The field of the stored object; the property's own name when absent. */
  readonly field?: string;
  readonly filter?: readonly FilterOperator[];
  /** Even `eq` is an advanced query (Microsoft Graph documentation: advanced query capabilities on directory objects). */
  readonly advanced?: true;
  readonly sort?: true;
  readonly search?: true;
}

/** One property of an entity or complex type. */
export interface Property {
  readonly name: string;
  readonly type: ValueType;
  readonly collection?: true;
  /** When a body may carry it: never, only when the object is made, or always (the default). */
  readonly writable?: 'never' | 'create' | 'always';
  /** A new object must have it. */
  readonly required?: true;
  /** `null` is refused. Collections and required properties never take it. */
  readonly nullable?: false;
  /** The most characters of a text, or of each text of a collection. */
  readonly maxLength?: number;
  /** The most elements of a collection. */
  readonly maxItems?: number;
  /** A body may give the same element twice. Without it a collection is a set, as multi-valued attributes of the directory are. */
  readonly repeats?: true;
  /** In a collection of structured values: the sub-properties in which no two elements agree. Absent values never agree. */
  readonly distinct?: readonly string[];
  /** Returned only when `$select` names it. */
  readonly onRequest?: true;
  /** Taken in bodies and never given out, such as a password. */
  readonly secret?: true;
  readonly query?: PropertyQuery;
}

/** A way from one entity to others. */
export interface Navigation {
  readonly name: string;
  /** The name of the entity type it leads to, such as `directoryObject`. */
  readonly target: string;
  readonly collection: boolean;
  /** Whether `$expand` takes it. */
  readonly expand?: true;
  /** Whether `$levels` may follow it further, such as from manager to manager. */
  readonly levels?: true;
  /** The entities live inside this one and have no set of their own (OData 4.01 CSDL §8.4). */
  readonly contained?: true;
}

/** A kind of entity: what Graph's metadata says of it, what bodies may hold, and what may be asked. */
export interface EntityType {
  /** As in the metadata, without the namespace: `user`. */
  readonly name: string;
  /** The entity type it extends, which declares nothing but `id` (and `deletedDateTime`, for directory objects). */
  readonly base: 'entity' | 'directoryObject';
  readonly properties: readonly Property[];
  readonly navigations: readonly Navigation[];
  /** Properties that are not declared may be there, too: extension attributes (OData 4.01 CSDL §6.3). */
  readonly open?: true;
}
