import type { Application } from '@gatehouse/model';
import { countApplications, findApplication, pageApplications } from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import type { GraphCall } from '../resource.js';
import { applicationEntity, applicationType } from './application.js';
import { openPropertyOf } from './extensions.js';

/** `/applications`. */
export const applicationSet: EntitySet<Application> = {
  name: 'applications',
  type: applicationType,
  place: 'application',
  render: (application, call) => applicationEntity(application, !isOfMany(call)),
  find: (id) => findApplication(id),
  page: (query, _call, within) => pageApplications(query, within),
  count: (condition, _call, within) => countApplications(condition, within),
  openProperty: (call) => openPropertyOf(call, 'application'),
};

/** Whether several applications are listed: certificates are shown of one (Microsoft Graph documentation: keyCredential). */
function isOfMany({ request, params }: GraphCall): boolean {
  return ['GET', 'HEAD'].includes(request.method) && params.application === undefined;
}
