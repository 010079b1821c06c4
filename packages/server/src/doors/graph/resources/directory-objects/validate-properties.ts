import { pageGroups } from '../../../../directory/index.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { action } from '../../operations/write-entities.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult } from '../../resource.js';

/** `validateProperties`: whether a Microsoft 365 group could have a name and an alias, before it is made. */
export const validateProperties: GraphOperation = action({
  path: '/directoryObjects/validateProperties',
  summary: 'Check the name and the alias of a group to be made',
  access: {
    permissions: {
      delegated: ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
      application: ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
    },
    actions: ['microsoft.directory/groups/standard/read'],
    target: { kind: 'tenant' },
  },
  run: validate,
});

async function validate({ entityType, displayName, mailNickname }: GraphEntity, call: GraphCall): Promise<GraphResult> {
  if (entityType !== 'Group' && entityType !== 'group') return invalid('entityType', 'Only groups can be validated.');
  if (displayName !== undefined && (typeof displayName !== 'string' || displayName.length > 256)) {
    return invalid('displayName', 'The display name is longer than 256 characters.');
  }
  if (mailNickname === undefined) return { kind: 'none' };
  if (
    typeof mailNickname !== 'string' ||
    !/^[!-~]{1,64}$/.test(mailNickname) ||
    /[@()\\[\]";:<>,]/.test(mailNickname)
  ) {
    return invalid('mailNickname', 'The alias holds a character that it cannot have, or is too long.');
  }
  const condition = { kind: 'compare', field: 'mailNickname', operator: 'eq', value: mailNickname } as const;
  const { objects } = await call.perform(pageGroups({ condition, order: null, top: 1, after: null }));
  return objects.length === 0 ? { kind: 'none' } : invalid('mailNickname', 'Another group has this alias.');
}

/** Microsoft Graph documentation: directoryObject: validateProperties. */
function invalid(target: string, message: string): GraphError {
  return graphError(422, 'UnprocessableEntity', `${message} Property: '${target}'.`);
}
