import type { Application, ApplicationId } from '@gatehouse/model';
import { changeApplication, findApplication, isRefused } from '../../../../directory/index.js';
import { graphError } from '../../graph-error.js';
import { credentialActions, parametersOf } from '../../operations/credential-actions.js';
import { action } from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult } from '../../resource.js';
import { text } from '../../schema/index.js';
import { credentialAccess, publisherAccess } from './application-access.js';

const path = '/applications/:application';
const place = 'application';

/** Secrets, certificates and the publisher of an application (Microsoft Graph documentation: the pages of these actions). */
export const credentialOperations: readonly GraphOperation[] = [
  ...credentialActions<Application>({
    path,
    place,
    title: 'Application',
    noun: 'an application',
    access: credentialAccess,
    find: findApplication,
    change: (id, _call, change) => changeApplication(id as ApplicationId, change),
  }),
  publisherAction('setVerifiedPublisher', 'Set the publisher of an application', setVerifiedPublisher),
  publisherAction('unsetVerifiedPublisher', 'Take the publisher of an application away', unsetVerifiedPublisher),
];

type Run = (parameters: GraphEntity, id: ApplicationId, call: GraphCall) => Promise<GraphResult>;

function publisherAction(name: string, summary: string, run: Run): GraphOperation {
  return action({
    path: `${path}/${name}`,
    summary,
    access: { ...publisherAccess, target: { kind: 'object', place } },
    run: (parameters, call) => run(parameters, call.params[place] as ApplicationId, call),
  });
}

/** Kept and told, and without effect until there is somebody who verifies publishers. */
async function setVerifiedPublisher(given: GraphEntity, id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const read = parametersOf('setVerifiedPublisher', [text('verifiedPublisherId', { required: true })], given);
  if (read.kind === 'error') return read;
  const { verifiedPublisherId } = read.values;
  if (typeof verifiedPublisherId !== 'string' || !/^\d{1,16}$/.test(verifiedPublisherId)) {
    return graphError(400, 'Request_BadRequest', 'The id of a verified publisher is a number.');
  }
  const { displayName } = call.configuration.tenant;
  const addedDateTime = new Date(call.door.clock.now()).toISOString();
  const verifiedPublisher = { displayName, verifiedPublisherId, addedDateTime };
  return changed(id, call, ({ properties, ...before }) => ({
    ...before,
    properties: { ...properties, verifiedPublisher },
  }));
}

async function unsetVerifiedPublisher(given: GraphEntity, id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const read = parametersOf('unsetVerifiedPublisher', [], given);
  if (read.kind === 'error') return read;
  return changed(id, call, ({ properties = {}, verifiedPublisher: _vouched, ...before }) => {
    const { verifiedPublisher: _kept, ...others } = properties;
    return Object.keys(others).length === 0 ? before : { ...before, properties: others };
  });
}

async function changed(
  id: ApplicationId,
  call: GraphCall,
  change: (before: Application) => Application,
): Promise<GraphResult> {
  const outcome = await call.perform(changeApplication(id, change));
  return isRefused(outcome) ? refusalError(outcome, 'Application') : { kind: 'none' };
}
