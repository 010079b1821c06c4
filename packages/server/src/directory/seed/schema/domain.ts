import { z } from 'zod';
import { furtherOrganizationProperties } from './further-properties.data.js';
import { extensionValuesShape, furtherShape, gatherExtensionValues } from './further-properties.js';
import { list, maybe, name, strict, text, unread } from './strict.js';

const detailedDomain = strict({
  /** The name. */
  id: name,
  isDefault: maybe(z.boolean()),
  isInitial: maybe(z.boolean()),
  /** False for a name that is claimed and not yet proved. */
  isVerified: maybe(z.boolean()),
  supportedServices: list(text),
  passwordValidityPeriodInDays: maybe(z.int()),
  passwordNotificationWindowInDays: maybe(z.int()),
  ...unread(
    'authenticationType',
    'availabilityStatus',
    'isAdminManaged',
    'isRoot',
    'manufacturer',
    'model',
    'state',
    '@odata.context',
    '@odata.id',
    '@odata.type',
  ),
});

/** A domain as the seed writes it: its name, or as Graph shows it. */
export type SeedDomain = Partial<z.output<typeof detailedDomain>> & { readonly id: string };

/** A verified domain by its name, or a domain as Graph shows it. */
export const domainSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { id: value } : value),
  detailedDomain,
) as z.ZodType<SeedDomain>;

const organizationShape = strict({
  ...furtherShape(furtherOrganizationProperties),
  ...extensionValuesShape,
});

/** What the tenant says about itself beside its name and domains. */
export const organizationSchema = z.preprocess(gatherExtensionValues, organizationShape);
