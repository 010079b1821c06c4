import type { ServicePrincipalId } from '@gatehouse/model';
import { editServicePrincipal, findServicePrincipal } from '../../../../directory/index.js';
import { graphError } from '../../graph-error.js';
import { credentialActions } from '../../operations/credential-actions.js';
import { action } from '../../operations/write-entities.js';
import type { GraphOperation } from '../../resource.js';
import { credentialsAccess } from './service-principal-access.js';

const path = '/servicePrincipals/:servicePrincipal';
const place = 'servicePrincipal';

/** Secrets and certificates that a tenant gives an application beside the application's own. */
export const credentialOperations: readonly GraphOperation[] = [
  ...credentialActions({
    path,
    place,
    title: 'ServicePrincipal',
    noun: 'a service principal',
    access: credentialsAccess,
    find: findServicePrincipal,
    change: (id, { configuration }, change) => editServicePrincipal(id as ServicePrincipalId, configuration, change),
  }),
  action({
    path: `${path}/addTokenSigningCertificate`,
    summary: 'Refused: tokens are signed with keys of the tenant',
    access: { ...credentialsAccess, target: { kind: 'object', place } },
    run: async () =>
      graphError(
        400,
        'Request_BadRequest',
        'Token signing certificates of single service principals are not supported: tokens are signed with keys of the tenant.',
      ),
  }),
];
