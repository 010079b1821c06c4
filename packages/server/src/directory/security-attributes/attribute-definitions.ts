import { changeDocument, createDocument, type DocumentKind } from '../documents/change-documents.js';
import { readDocument, readDocuments, type StoredDocument } from '../documents/repository.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  refused,
} from '../operation.js';
import { attributeNameFault, readAttributeSet } from './attribute-sets.js';

/** A value that may be assigned where only predefined ones may. */
export interface AllowedValue {
  readonly id: string;
  /** An inactive one stays where it is assigned, and is assigned to nobody else. */
  readonly isActive: boolean;
}

/** What a custom security attribute is (Microsoft Graph documentation: customSecurityAttributeDefinition). It is never deleted. */
export interface AttributeDefinition {
  readonly attributeSet: string;
  readonly name: string;
  readonly description?: string;
  readonly type: 'Boolean' | 'Integer' | 'String';
  readonly isCollection: boolean;
  readonly isSearchable: boolean;
  readonly status: 'Available' | 'Deprecated';
  readonly usePreDefinedValuesOnly: boolean;
  readonly allowedValues: readonly AllowedValue[];
}

/** A document's own id is the attribute's in lower case. */
const attributeDefinitions: DocumentKind<AttributeDefinition> = {
  name: 'attribute-definition',
  // Only active ones are limited by the platform's documents; nothing that cannot be deleted may grow without end.
  limit: 2_000,
  nameOf: (body) => definitionId(body),
};

/** How many may be active in a tenant, how many values may be predefined, and how long one is (custom security attributes: limits). */
const mostActive = 500;
const mostAllowedValues = 100;
/** How long a value may be, in characters. */
export const longestAttributeValue = 64;

/** `{set}_{name}`: names have no underscore. */
export function definitionId({ attributeSet, name }: Pick<AttributeDefinition, 'attributeSet' | 'name'>): string {
  return `${attributeSet}_${name}`;
}

/** Every definition, by id. */
export function listAttributeDefinitions(): DirectoryOperation<readonly AttributeDefinition[]> {
  return (work) => readAll(work);
}

/** One definition, by its id in any letter case. */
export function findAttributeDefinition(id: string): DirectoryOperation<AttributeDefinition | undefined> {
  return (work) => readAttributeDefinition(work, id);
}

/** The stored definition of an id, in any letter case. */
export async function readAttributeDefinition(
  { tx }: DirectoryWork,
  id: string,
): Promise<AttributeDefinition | undefined> {
  const found = await readDocument(tx, attributeDefinitions.name, id.toLowerCase());
  return (found as unknown as StoredDocument<AttributeDefinition> | undefined)?.body;
}

/** Defines an attribute in a set. */
export function createAttributeDefinition(
  draft: AttributeDefinition,
): DirectoryOperation<AttributeDefinition | DirectoryRefusal> {
  return async (work) => {
    const fault = attributeNameFault(draft.name);
    if (fault !== undefined) return refused('invalid', { property: 'name', detail: fault });
    const set = await readAttributeSet(work, draft.attributeSet);
    if (set === undefined) return refused('invalid', { property: 'attributeSet', detail: 'there is no such set' });
    const body = { ...draft, attributeSet: set.id };
    const objection = objectionTo(body) ?? (await tooManyActive(work, undefined, body));
    if (objection !== undefined) return objection;
    const made = await createDocument(attributeDefinitions, { id: definitionId(body).toLowerCase(), body })(work);
    return isRefused(made) ? made : made.body;
  };
}

/** Changes a definition as `change` says of it as stored; what it is of and what its values are stays. */
export function changeAttributeDefinition(
  id: string,
  change: (before: AttributeDefinition) => AttributeDefinition | DirectoryRefusal,
): DirectoryOperation<AttributeDefinition | DirectoryRefusal> {
  return async (work) => {
    const before = await readAttributeDefinition(work, id);
    const changed = await changeDocument(attributeDefinitions, id.toLowerCase(), ({ body }) => {
      const after = change(body);
      if (isRefused(after)) return after;
      if (after.usePreDefinedValuesOnly && !body.usePreDefinedValuesOnly) {
        return refused('invalid', {
          property: 'usePreDefinedValuesOnly',
          detail: 'it can be switched off, and not on',
        });
      }
      return objectionTo(after) ?? after;
    })(work);
    if (isRefused(changed)) return changed;
    const objection = await tooManyActive(work, before, changed.body);
    return objection ?? changed.body;
  };
}

/** The values with some of them added or changed, by id; nothing is ever taken away. */
export function withAllowedValues(
  before: readonly AllowedValue[],
  given: readonly AllowedValue[],
): readonly AllowedValue[] {
  const values = new Map(before.map((value) => [value.id, value]));
  for (const value of given) values.set(value.id, value);
  return [...values.values()];
}

function objectionTo(definition: AttributeDefinition): DirectoryRefusal | undefined {
  const { type, isCollection, usePreDefinedValuesOnly, allowedValues } = definition;
  if (type === 'Boolean' && isCollection) {
    return refused('invalid', { property: 'isCollection', detail: 'a Boolean has one value' });
  }
  if (type === 'Boolean' && (usePreDefinedValuesOnly || allowedValues.length > 0)) {
    return refused('invalid', { property: 'usePreDefinedValuesOnly', detail: 'a Boolean has no predefined values' });
  }
  if (allowedValues.length > mostAllowedValues) {
    return refused('too_many', { property: 'allowedValues', detail: `${mostAllowedValues}` });
  }
  const odd = allowedValues.find(({ id }) => !isAllowedValue(id, type));
  return odd && refused('invalid', { property: 'allowedValues', detail: `\`${odd.id.slice(0, 64)}\` cannot be one` });
}

function isAllowedValue(id: string, type: AttributeDefinition['type']): boolean {
  if (type === 'Integer') return /^-?(?:0|[1-9]\d{0,9})$/.test(id) && Math.abs(Number(id)) <= 0x7fffffff;
  return id.length >= 1 && id.length <= longestAttributeValue && !/\p{Cc}/u.test(id);
}

/** What becomes active must find room, in the tenant and in its set. */
async function tooManyActive(
  work: DirectoryWork,
  before: AttributeDefinition | undefined,
  after: AttributeDefinition,
): Promise<DirectoryRefusal | undefined> {
  if (after.status !== 'Available' || before?.status === 'Available') return undefined;
  const id = definitionId(after);
  const active = (await readAll(work)).filter((one) => one.status === 'Available' && definitionId(one) !== id);
  if (active.length >= mostActive) return refused('too_many', { detail: `${mostActive} active attributes` });
  const most = (await readAttributeSet(work, after.attributeSet))?.maxAttributesPerSet ?? mostActive;
  const inSet = active.filter((one) => one.attributeSet === after.attributeSet);
  return inSet.length >= most ? refused('too_many', { detail: `${most} active attributes in the set` }) : undefined;
}

async function readAll({ tx }: DirectoryWork): Promise<readonly AttributeDefinition[]> {
  const all = await readDocuments(tx, attributeDefinitions.name, null, attributeDefinitions.limit);
  return all.map(({ body }) => body as unknown as AttributeDefinition);
}
