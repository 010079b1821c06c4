import type { AppId, Application, Tenant } from '@gatehouse/model';
import type { Problem } from '@gatehouse/policy';
import type { StoredDocument } from '../../documents/repository.js';
import type { DirectoryRefusal, DirectoryWork } from '../../operation.js';
import type { ListName } from '../plan/seeded-tenants.js';
import type { References } from '../references.js';
import type { RoleNames } from '../role-names.js';

/** The body of a document, as it is stored. */
export type Body = Readonly<Record<string, unknown>>;

/** What bodies are made and judged with, and what names in them mean. */
export interface DocumentContext {
  readonly tenant: Tenant;
  readonly references: References;
  readonly roles: RoleNames;
  readonly applicationOf: (appId: AppId) => Application | undefined;
  /** The id of the document of a kind that a name means; undefined for none, and for several. */
  readonly documentId: (kind: string, name: string) => string | undefined;
  /** What the document of an id is called, where that name means it. */
  readonly documentName: (kind: string, id: string) => string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** What a document lives in. */
export interface DocumentParent {
  readonly id: string;
  /** The application of a registration or a presence. */
  readonly appId?: AppId;
}

/** How one kind of document stands in a seed. */
export interface DocumentSection {
  /** As the store and the journal name it. */
  readonly kind: string;
  /** Where its items stand: the property of a tenant, or of `policies`, or of the items of a list. */
  readonly property: string;
  readonly within: 'tenant' | 'policies' | ListName;
  /** True where one object stands, and not a list. */
  readonly isSingle?: true;
  /** The names in an item that may mean objects. */
  namesIn?(item: Body): readonly string[];
  /** What tells the documents apart whose items give no id: what people call them. */
  nameOf(body: Body): string;
  /** The id of an item that follows from what it says; where it does not, it has the given one or one made of its name. */
  idOf?(item: Body, parent: DocumentParent | null, tenant: Tenant): string | undefined;
  /** True where items may say, in `appliesTo`, to which applications and service principals the document is assigned. */
  readonly isAssigned?: true;
  /** True where an export shows the id. */
  readonly hasOwnId?: true;
  /** The body that an item asks for, over the stored one. Names are resolved; what cannot be is told to `refuse`. */
  bodyOf(item: Body, at: BodyContext): Body;
  /** The body once its id is known, where that stands in it. */
  withId?(body: Body, id: string): Body;
  /** True for a body that says nothing, and needs no document. */
  isUnsaid?(body: Body, item: Body): boolean;
  /**
   * The body while objects are written that have to do with it, where it forbids what they may have all the same: they had it before it
   * did. The body itself is written after them.
   */
  opened?(body: Body, before: Body | undefined): Body;
  judge?(body: Body, context: DocumentContext, before: Body | undefined): readonly Problem[];
  /** What the item of a stored document says. */
  itemOf(document: StoredDocument, context: DocumentContext, parent: DocumentParent | null): Body;
  /** Looks at a document of a plan that was written, as everybody's changes of its kind are looked at. */
  afterWrite?(
    work: DirectoryWork,
    after: StoredDocument,
    before: StoredDocument | undefined,
  ): Promise<DirectoryRefusal | undefined>;
  /** Looks at a document that is about to go. */
  beforeDelete?(work: DirectoryWork, before: StoredDocument): Promise<DirectoryRefusal | undefined>;
  /** Whether an export shows the document, and whether one that the seed does not name may go. Always, when absent. */
  isShown?(document: StoredDocument, tellsExtension: TellsExtension): boolean;
  isRemovable?(document: StoredDocument, tellsExtension: TellsExtension): boolean;
}

/** True for the name of an extension that is defined: a seed can tell its values, and no others. */
export type TellsExtension = (name: string) => boolean;

/** What a body is made with. */
export interface BodyContext extends DocumentContext {
  /** The stored body that the item is laid over; undefined where there is none, or nothing of it is to stay. */
  readonly base: Body | undefined;
  /** The stored body, whatever of it is to stay. */
  readonly stored: Body | undefined;
  readonly parent: DocumentParent | null;
  readonly tellsExtension: TellsExtension;
  refuse(path: readonly PropertyKey[], reason: string): void;
  warn(path: readonly PropertyKey[], reason: string): void;
}
