/** How a property is compared. The negative ones hold for what is absent, too. */
export type FilterOperator =
  | 'eq'
  | 'ne'
  | 'startsWith'
  | 'notStartsWith'
  | 'endsWith'
  | 'notEndsWith'
  | 'contains'
  | 'notContains'
  | 'in'
  | 'notIn';

/** A rule that has been read. Texts are compared without regard to letter case. */
export type FilterRule =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FilterRule[] }
  | { readonly kind: 'not'; readonly operand: FilterRule }
  | {
      readonly kind: 'compare';
      /** In the spelling of the documentation: `device.trustType`, `CustomSecurityAttribute.Set_Attribute`. */
      readonly property: string;
      readonly operator: FilterOperator;
      /** One, but for `in` and `notIn`. */
      readonly values: readonly string[];
    };

/** In UTF-16 code units (Microsoft Entra documentation: condition, filter for devices). */
export const longestFilterRule = 3072;
