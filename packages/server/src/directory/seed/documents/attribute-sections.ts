import { type AllowedValue, withAllowedValues } from '../../security-attributes/attribute-definitions.js';
import { attributeNameFault } from '../../security-attributes/attribute-sets.js';
import type { Problem } from '@gatehouse/policy';
import type { Body, DocumentSection } from './document-section.js';

/** Sets of custom security attributes: they are neither renamed nor removed. */
export const attributeSets: DocumentSection = {
  kind: 'attribute-set',
  property: 'attributeSets',
  within: 'tenant',
  nameOf: (body) => String(body['id']),
  idOf: (item) => String(item['id']).toLowerCase(),
  bodyOf: (item, { base, stored }) => ({
    ...base,
    id: stored?.['id'] ?? item['id'],
    ...given(item, ['description', 'maxAttributesPerSet']),
  }),
  judge: (body) => faultAt('id', attributeNameFault(String(body['id']))),
  itemOf: ({ body }) => body,
  isRemovable: () => false,
};

const settings = ['isCollection', 'isSearchable', 'status', 'usePreDefinedValuesOnly'] as const;

/** Custom security attributes: what they are of and what their values are stays, and none is removed. */
export const attributeDefinitions: DocumentSection = {
  kind: 'attribute-definition',
  property: 'customSecurityAttributeDefinitions',
  within: 'tenant',
  nameOf: (body) => `${String(body['attributeSet'])}_${String(body['name'])}`,
  idOf: (item) => `${String(item['attributeSet'])}_${String(item['name'])}`.toLowerCase(),
  bodyOf: (item, { base, stored, documentId, refuse }) => {
    if (documentId('attribute-set', String(item['attributeSet']).toLowerCase()) === undefined) {
      refuse(['attributeSet'], `no attribute set is called \`${String(item['attributeSet'])}\``);
    }
    const values = (item['allowedValues'] ?? []) as readonly { readonly id: string; readonly isActive?: boolean }[];
    return {
      isCollection: false,
      isSearchable: true,
      status: 'Available',
      usePreDefinedValuesOnly: false,
      ...base,
      attributeSet: stored?.['attributeSet'] ?? item['attributeSet'],
      name: stored?.['name'] ?? item['name'],
      type: item['type'],
      ...given(item, ['description', ...settings]),
      // Nothing that may be assigned somewhere is taken away.
      allowedValues: withAllowedValues(
        (stored?.['allowedValues'] ?? []) as readonly AllowedValue[],
        values.map(({ id, isActive = true }) => ({ id, isActive })),
      ),
    };
  },
  // What is deactivated is assigned no more, and stays where it was.
  opened: (body, before) => {
    const old = (before?.['allowedValues'] ?? []) as readonly AllowedValue[];
    const wasActive = (id: string) => old.find((one) => one.id === id)?.isActive ?? true;
    return {
      ...body,
      status: before === undefined || before['status'] === 'Available' ? 'Available' : body['status'],
      allowedValues: (body['allowedValues'] as readonly AllowedValue[]).map((value) =>
        wasActive(value.id) ? { ...value, isActive: true } : value,
      ),
    };
  },
  judge: (body, _context, before) => [
    ...faultAt('name', attributeNameFault(String(body['name']))),
    ...unchanged(body, before, ['type', 'isCollection']),
    ...(before?.['usePreDefinedValuesOnly'] === false && body['usePreDefinedValuesOnly'] === true
      ? [{ path: 'usePreDefinedValuesOnly', reason: 'can be switched off, and not on' }]
      : []),
    ...booleanFaults(body),
  ],
  itemOf: ({ body }) => {
    const { isCollection, isSearchable, status, usePreDefinedValuesOnly, allowedValues, ...rest } = body;
    return {
      ...rest,
      ...(isCollection === true && { isCollection }),
      ...(isSearchable === false && { isSearchable }),
      ...(status !== 'Available' && { status }),
      ...(usePreDefinedValuesOnly === true && { usePreDefinedValuesOnly }),
      ...((allowedValues as readonly AllowedValue[]).length > 0 && { allowedValues }),
    };
  },
  isRemovable: () => false,
};

function booleanFaults(body: Body): readonly Problem[] {
  if (body['type'] !== 'Boolean') return [];
  const hasValues = (body['allowedValues'] as readonly unknown[]).length > 0;
  return [
    ...(body['isCollection'] === true ? [{ path: 'isCollection', reason: 'a Boolean has one value' }] : []),
    ...(body['usePreDefinedValuesOnly'] === true || hasValues
      ? [{ path: 'usePreDefinedValuesOnly', reason: 'a Boolean has no predefined values' }]
      : []),
  ];
}

/** One problem for each property that never changes and would. */
function unchanged(body: Body, before: Body | undefined, properties: readonly string[]): readonly Problem[] {
  return properties
    .filter((property) => before !== undefined && before[property] !== body[property])
    .map((path) => ({ path, reason: 'never changes' }));
}

/** Those of the properties that an item names. */
export function given(item: Body, properties: readonly string[]): Body {
  return Object.fromEntries(
    properties.filter((property) => item[property] !== undefined).map((property) => [property, item[property]]),
  );
}

function faultAt(path: string, reason: string | undefined): readonly Problem[] {
  return reason === undefined ? [] : [{ path, reason }];
}
