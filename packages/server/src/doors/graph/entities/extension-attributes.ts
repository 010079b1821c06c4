import { complexType, filters, text } from '../schema/index.js';

/** Fifteen texts without a meaning of their own, of users and devices (Microsoft Graph documentation: onPremisesExtensionAttributes). */
export const extensionAttributes = complexType(
  'onPremisesExtensionAttributes',
  Array.from({ length: 15 }, (_, index) =>
    text(`extensionAttribute${index + 1}`, { maxLength: 1024, query: { filter: filters.prefix, advanced: true } }),
  ),
);
