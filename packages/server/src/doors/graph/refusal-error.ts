import type { DirectoryRefusal } from '../../directory/index.js';
import { type GraphError, graphError } from './graph-error.js';

/**
 * What a directory's refusal is called in Graph (Microsoft Graph documentation: error responses, and the pages of the operations).
 * @param resource the name of the resource that was asked for, as Graph's sentences have it: `User`.
 */
export function refusalError(
  { reason, property = '', value = '', detail = '', violation }: DirectoryRefusal,
  resource: string,
): GraphError {
  const shown = value.slice(0, 128);
  switch (reason) {
    case 'not_found':
    case 'reference_not_found':
      return notFound(shown);
    case 'taken':
      return graphError(
        400,
        'Request_BadRequest',
        `Another object with the same value for property ${property} already exists.`,
      );
    case 'already_referenced':
      return bad(
        `One or more added object references already exist for the following modified properties: '${property}'.`,
      );
    case 'invalid':
      return bad(`Invalid value specified for property '${property}' of resource '${resource}'.${explained(detail)}`);
    case 'immutable':
      return bad(`Property '${property}' cannot be changed after the object was made.`);
    case 'stale':
      // RFC 9110 §15.5.13
      return graphError(412, 'PreconditionFailed', 'The resource has changed since it was read.');
    case 'last_owner':
      return bad(`The ${resource.toLowerCase()} must have at least one owner, hence this owner cannot be removed.`);
    case 'last_administrator':
      return bad('The last Global Administrator of the organization cannot be removed or disabled.');
    case 'too_many':
      return graphError(
        403,
        'Directory_QuotaExceeded',
        `The limit of ${detail}${property === '' ? '' : ` for '${property}'`} has been reached.`,
      );
    case 'still_enabled':
      return stillEnabled;
    case 'locked':
      return locked(property);
    case 'app_policy':
      return graphError(400, violation?.code ?? 'Request_BadRequest', violation?.message ?? '');
    case 'not_possible':
      return bad(`The request is not possible:${explained(detail)}`);
  }
}

const stillEnabled = graphError(
  400,
  'CannotDeleteOrUpdateEnabledEntitlement',
  'Permission (scope or role) cannot be deleted or updated unless disabled first.',
);

function locked(property: string): GraphError {
  const sentence = `Property '${property}' is locked by the application and cannot be changed on its service principals.`;
  return graphError(400, 'CannotUpdateLockedServicePrincipalProperty', sentence);
}

/** No such object, or none that the caller may know of. */
export function notFound(key: string): GraphError {
  return graphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${key.slice(0, 128)}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

function bad(message: string): GraphError {
  return graphError(400, 'Request_BadRequest', message);
}

function explained(detail: string): string {
  return detail === '' ? '' : ` ${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}
