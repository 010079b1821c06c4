import type { FurtherProperties, Tenant, TenantId } from '@gatehouse/model';
import {
  changeOrganization,
  type DirectoryOperation,
  extensionValuesObjection,
  findOrganization,
  isRefused,
} from '../../../../directory/index.js';
import { openPropertyOf } from '../../entities/extensions.js';
import { withValues } from '../../entities/with-values.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import { updateEntity } from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphResource, OperationAccess } from '../../resource.js';
import { organizationType } from './organization-type.js';

/** A tenant, and what it says about itself. */
interface Organization {
  readonly id: TenantId;
  readonly tenant: Tenant;
  readonly properties: FurtherProperties;
}

/** All that `User.Read` shows (Microsoft Graph documentation: get organization), and what guests see. */
const basic = ['id', 'displayName', 'verifiedDomains'];

const readAccess: Omit<OperationAccess, 'target'> = {
  permissions: {
    delegated: [
      'User.Read',
      'Organization.Read.All',
      'Directory.Read.All',
      'User.Read.All',
      'Organization.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
    application: [
      'Organization.Read.All',
      'Directory.Read.All',
      'User.Read.All',
      'Organization.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
  },
  partOnly: { 'User.Read': 'basic' },
  parts: { basic },
  limited: basic,
  actions: ['microsoft.directory/organization/standard/read'],
};

const updateAccess: Omit<OperationAccess, 'target'> = {
  permissions: { delegated: ['Organization.ReadWrite.All'], application: ['Organization.ReadWrite.All'] },
  actions: ['microsoft.directory/organization/basic/update'],
};

const organizationSet: EntitySet<Organization> = {
  name: 'organization',
  type: organizationType,
  place: 'id',
  render: ({ tenant: { id, displayName, createdAt, domains }, properties }) => ({
    ...properties,
    id,
    displayName,
    createdDateTime: new Date(createdAt).toISOString(),
    verifiedDomains: domains.map(({ name, isDefault, isInitial }) => ({ name, isDefault, isInitial, type: 'Managed' })),
    tenantType: 'AAD',
  }),
  find: (id, call) => own(call, (one) => (one.id === id.toLowerCase() ? one : undefined)),
  page: (query, call) => own(call, (one) => pageInMemory([one], ({ id }) => ({ id }), query)),
  openProperty: (call) => openPropertyOf(call, 'organization'),
};

/** The tenant itself (Microsoft Graph documentation: organization). */
export const organization: GraphResource = {
  name: 'organization',
  types: [organizationType],
  sets: { organization: 'organization' },
  operations: [
    listEntities(organizationSet, { summary: 'Get the organization of the caller', access: readAccess }),
    getEntity(organizationSet, { summary: 'Get the organization of the caller by id', access: readAccess }),
    updateEntity(organizationSet, {
      summary: 'Change what the organization says about itself',
      access: updateAccess,
      prepare: (id, { values }, check, call) => {
        const { tenant } = call.configuration;
        if (id.toLowerCase() !== tenant.id)
          return refusalError({ kind: 'refused', reason: 'not_found', value: id }, 'Organization');
        return async (work) => {
          const changed = await changeOrganization((properties) => {
            const refusal = check({ id: tenant.id, tenant, properties });
            if (refusal !== undefined) return refusal;
            const after = withValues({ properties }, values, []).properties ?? {};
            return extensionValuesObjection(after) ?? after;
          })(work);
          return isRefused(changed) ? changed : { id: tenant.id, tenant, properties: changed };
        };
      },
    }),
  ].map(ofTenant),
};

function own<Outcome>(
  { configuration: { tenant } }: GraphCall,
  of: (organization: Organization) => Outcome,
): DirectoryOperation<Outcome> {
  return async (work) => of({ id: tenant.id, tenant, properties: await findOrganization()(work) });
}
