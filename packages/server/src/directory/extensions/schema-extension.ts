import type { AppId } from '@gatehouse/model';
import type { ExtensionProperty } from '@gatehouse/policy';
import { changeDocument, createDocument, deleteDocument, type DocumentKind } from '../documents/change-documents.js';
import { readDocument, readDocuments, type StoredDocument } from '../documents/repository.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  refused,
} from '../operation.js';
import { readTenant } from '../tenants/repository.js';

/** What a member of a schema extension may be (Microsoft Graph documentation: extensionSchemaProperty). */
export type SchemaPropertyType = Exclude<ExtensionProperty['dataType'], 'LargeInteger'>;

/** A structured value that an application adds to objects. Its id is the property's name there. */
export interface SchemaExtension {
  readonly description?: string;
  readonly owner: AppId;
  readonly status: 'InDevelopment' | 'Available' | 'Deprecated';
  readonly targetTypes: ExtensionProperty['targetObjects'];
  readonly properties: readonly { readonly name: string; readonly type: SchemaPropertyType }[];
}

/** The schema extensions of a tenant. */
const schemaExtensions: DocumentKind<SchemaExtension> = {
  name: 'schema-extension',
  limit: 1_000,
  nameOf: () => undefined,
};

/** How many one application may own (Microsoft Graph documentation: extensions overview). */
const mostOwned = 5;

/** A schema extension with its id. */
export type StoredSchemaExtension = StoredDocument<SchemaExtension>;

/** A schema extension to be made. The id is a name, or a domain's name, an underscore and a name. */
export interface SchemaExtensionDraft extends Omit<SchemaExtension, 'status'> {
  readonly id: string;
}

/** Makes a schema extension, whose id begins with the name of a verified domain or is made unique here. */
export function createSchemaExtension({
  id: wished,
  ...draft
}: SchemaExtensionDraft): DirectoryOperation<StoredSchemaExtension | DirectoryRefusal> {
  return async (work) => {
    const owned = (await readAll(work)).filter(({ body }) => body.owner === draft.owner);
    if (owned.length >= mostOwned) return refused('too_many', { detail: `${mostOwned}` });
    const id = await wholeId(work, wished);
    if (id === undefined) {
      return refused('invalid', {
        property: 'id',
        detail:
          'it must be a name of letters and digits, or begin with the name of a verified domain and an underscore',
      });
    }
    const body: SchemaExtension = { ...draft, status: 'InDevelopment' };
    return createDocument(schemaExtensions, { id, body })(work);
  };
}

/** Changes a schema extension: nothing is ever taken from it (Microsoft Graph documentation: update schemaExtension). */
export function changeSchemaExtension(
  id: string,
  change: (before: StoredSchemaExtension) => SchemaExtension | DirectoryRefusal,
): DirectoryOperation<StoredSchemaExtension | DirectoryRefusal> {
  return changeDocument(schemaExtensions, id, (before) => {
    const after = change(before);
    return isRefused(after) ? after : (objection(before.body, after) ?? after);
  });
}

/** Removes the definition of a schema extension that is still in development; values stay, out of reach. */
export function deleteSchemaExtension(id: string): DirectoryOperation<StoredSchemaExtension | DirectoryRefusal> {
  return deleteDocument(schemaExtensions, id, async (_work, { body }) =>
    body.status === 'InDevelopment'
      ? undefined
      : refused('not_possible', { detail: 'only a schema extension in development can be deleted' }),
  );
}

/** The schema extensions that can be seen: a deprecated definition cannot be read any more. */
export function listSchemaExtensions(): DirectoryOperation<readonly StoredSchemaExtension[]> {
  return async (work) => (await readAll(work)).filter(({ body }) => body.status !== 'Deprecated');
}

/** One of them. */
export function findSchemaExtension(id: string): DirectoryOperation<StoredSchemaExtension | undefined> {
  return async ({ tx }) => {
    const found = (await readDocument(tx, schemaExtensions.name, id)) as unknown as StoredSchemaExtension | undefined;
    return found?.body.status === 'Deprecated' ? undefined : found;
  };
}

const steps: Readonly<Record<SchemaExtension['status'], readonly SchemaExtension['status'][]>> = {
  InDevelopment: ['InDevelopment', 'Available'],
  Available: ['Available', 'Deprecated'],
  Deprecated: [],
};

function objection(before: SchemaExtension, after: SchemaExtension): DirectoryRefusal | undefined {
  if (after.owner !== before.owner) return refused('immutable', { property: 'owner' });
  if (!steps[before.status].includes(after.status)) return refused('invalid', { property: 'status' });
  const kept = before.targetTypes.every((type) => after.targetTypes.includes(type));
  if (!kept) return refused('invalid', { property: 'targetTypes', detail: 'target types can only be added' });
  const isSame = before.properties.every(({ name, type }) =>
    after.properties.some((one) => one.name === name && one.type === type),
  );
  return isSame
    ? undefined
    : refused('invalid', { property: 'properties', detail: 'properties can only be added, and keep their type' });
}

async function readAll({ tx }: DirectoryWork): Promise<readonly StoredSchemaExtension[]> {
  const all = await readDocuments(tx, schemaExtensions.name, null, schemaExtensions.limit);
  return all as unknown as readonly StoredSchemaExtension[];
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const unique = 8;

/** Microsoft Graph documentation: schemaExtension, id. Names that nobody has proved are made unique instead. */
async function wholeId({ tx, ids }: DirectoryWork, wished: string): Promise<string | undefined> {
  const [, owner, name = ''] = /^(?:([A-Za-z0-9-]+)_)?([A-Za-z][A-Za-z0-9]{0,63})$/.exec(wished) ?? [];
  if (name === '') return undefined;
  if (owner === undefined) {
    const random = Array.from({ length: unique }, () => alphabet[ids.below(alphabet.length)]).join('');
    return `ext${random}_${name}`;
  }
  const domains = (await readTenant(tx))?.domains ?? [];
  const isProved = domains.some((domain) => domain.name.slice(0, domain.name.lastIndexOf('.')) === owner.toLowerCase());
  // Names of properties have no hyphens, and begin with a letter.
  return isProved && /^[A-Za-z][A-Za-z0-9]*$/.test(owner) ? wished : undefined;
}
