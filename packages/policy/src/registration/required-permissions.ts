import type { Application } from '@gatehouse/model';
import { everyAudience, limitsByAudience } from './limits.data.js';
import { duplicateProblems, type Problem } from './problem.js';
import type { RegistrationFacts } from './registration-facts.js';

/** The limits on what an application declares that it needs. */
export function requiredPermissionProblems(
  { requiredResourceAccess, signInAudience }: Pick<Application, 'requiredResourceAccess' | 'signInAudience'>,
  facts: RegistrationFacts,
): Problem[] {
  const limits = limitsByAudience[signInAudience];
  const path = 'requiredResourceAccess';
  const total = requiredResourceAccess.reduce((sum, resource) => sum + resource.resourceAccess.length, 0);
  const foreign = requiredResourceAccess.filter((resource) =>
    facts.foreignResources?.has(resource.resourceAppId),
  ).length;
  return [
    ...duplicateProblems(
      requiredResourceAccess.map((resource) => resource.resourceAppId),
      (index) => `${path}[${index}].resourceAppId`,
      'the resource',
    ),
    ...requiredResourceAccess.flatMap((resource, index) => [
      ...duplicateProblems(
        resource.resourceAccess.map((access) => `${access.type} ${access.id}`),
        (nth) => `${path}[${index}].resourceAccess[${nth}]`,
        'the permission',
      ),
      ...(resource.resourceAccess.length > limits.permissionsPerResource
        ? [
            {
              path: `${path}[${index}].resourceAccess`,
              reason: `must not be more than ${limits.permissionsPerResource}`,
            },
          ]
        : []),
    ]),
    ...(requiredResourceAccess.length > everyAudience.resources
      ? [{ path, reason: `must not name more than ${everyAudience.resources} resources` }]
      : []),
    ...(foreign > everyAudience.foreignResources
      ? [{ path, reason: `must not name more than ${everyAudience.foreignResources} resources of other tenants` }]
      : []),
    ...(total > limits.permissionsTotal
      ? [{ path, reason: `must not hold more than ${limits.permissionsTotal} permissions in all` }]
      : []),
  ];
}
