import type { GraphResource } from '../../resource.js';

const properties = ['id', 'displayName', 'createdDateTime', 'verifiedDomains', 'tenantType'] as const;

/** `GET /organization`: the tenant itself. */
export const organization: GraphResource = {
  name: 'organization',
  operations: [
    {
      method: 'GET',
      path: '/organization',
      permissions: {
        delegated: [
          'User.Read',
          'Directory.Read.All',
          'Organization.Read.All',
          'Organization.ReadWrite.All',
          'User.Read.All',
          'Directory.ReadWrite.All',
        ],
        application: [
          'Directory.Read.All',
          'Organization.Read.All',
          'User.Read.All',
          'Directory.ReadWrite.All',
          'Organization.ReadWrite.All',
        ],
        guests: true,
      },
      properties,
      defaults: properties,
      run: async ({ directory, tenant }) => {
        const found = (await directory.configuration(tenant))?.tenant;
        const entities =
          found === undefined
            ? []
            : [
                {
                  id: found.id,
                  displayName: found.displayName,
                  createdDateTime: new Date(found.createdAt).toISOString(),
                  verifiedDomains: found.domains.map(({ name, isDefault, isInitial }) => ({
                    name,
                    isDefault,
                    isInitial,
                    type: 'Managed',
                  })),
                  tenantType: 'AAD',
                },
              ];
        return { kind: 'collection', context: 'organization', entities, skipToken: null };
      },
    },
  ],
};
