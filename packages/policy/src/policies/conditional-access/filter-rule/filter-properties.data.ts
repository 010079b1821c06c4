import type { FilterOperator } from './filter-rule.js';

/** What a property may be compared with, and how. */
export interface FilterProperty {
  readonly name: string;
  readonly operators: readonly FilterOperator[];
  /** The words that it may have; any text when absent. */
  readonly words?: readonly string[];
  readonly isGuid?: true;
}

const exact = ['eq', 'ne'] as const;
const every = [
  ...exact,
  ...(['startsWith', 'notStartsWith', 'endsWith', 'notEndsWith', 'contains', 'notContains', 'in', 'notIn'] as const),
];
const texts = [
  ...['displayName', 'manufacturer', 'model', 'enrollmentProfileName', 'operatingSystem', 'operatingSystemVersion'],
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`),
];

/** The properties of devices in filters, by lower-case name (Microsoft Entra documentation: condition, filter for devices). */
export const deviceProperties: ReadonlyMap<string, FilterProperty> = new Map(
  [
    ...['deviceId', 'mdmAppId'].map((name) => ({
      name,
      operators: [...exact, 'in', 'notIn'] as const,
      isGuid: true as const,
    })),
    ...texts.map((name) => ({ name, operators: every })),
    { name: 'deviceOwnership', operators: exact, words: ['Personal', 'Company'] },
    { name: 'isCompliant', operators: exact, words: ['True', 'False'] },
    ...['physicalIds', 'systemLabels'].map((name) => ({ name, operators: ['contains', 'notContains'] as const })),
    { name: 'profileType', operators: exact, words: ['RegisteredDevice', 'SecureVM', 'Printer', 'Shared', 'IoT'] },
    { name: 'trustType', operators: exact, words: ['AzureAD', 'ServerAD', 'Workplace'] },
  ].map((property: FilterProperty) => [property.name.toLowerCase(), property]),
);

/** How custom security attributes may be compared: they are texts. */
export const attributeOperators: readonly FilterOperator[] = every;

/** Every operator by its lower-case name. */
export const filterOperators: ReadonlyMap<string, FilterOperator> = new Map(
  every.map((operator) => [operator.toLowerCase(), operator]),
);
