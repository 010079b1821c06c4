import type { ApplicationId } from '@gatehouse/model';
import {
  addApplicationKey,
  addApplicationPassword,
  changeApplication,
  findApplication,
  isRefused,
  newClientSecret,
  removeApplicationKey,
  removeApplicationPassword,
  type SecretWishes,
} from '../../../../directory/index.js';
import {
  type KeyCredentialBody,
  keyCredentialEntity,
  keyCredentialType,
  type PasswordCredentialBody,
  passwordCredentialEntity,
  passwordCredentialType,
  readKeyCredential,
} from '../../entities/application-credentials.js';
import { provingKey } from '../../entities/application-key-proof.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { action } from '../../operations/write-entities.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult } from '../../resource.js';
import { complex, type ComplexType, guid, type Property, project, readBody, text } from '../../schema/index.js';
import { credentialAccess, publisherAccess } from './application-access.js';

const target = { kind: 'object', place: 'application' } as const;

/** Secrets, certificates and the publisher of an application (Microsoft Graph documentation: the pages of these actions). */
export const credentialOperations: readonly GraphOperation[] = [
  applicationAction('addPassword', 'Make a secret for an application', addPassword),
  applicationAction('removePassword', 'Take a secret from an application', removePassword),
  applicationAction('addKey', 'Add a certificate to an application, by proof of another', addKey),
  applicationAction('removeKey', 'Take a certificate from an application, by proof of one', removeKey),
  {
    ...applicationAction('setVerifiedPublisher', 'Set the publisher of an application', setVerifiedPublisher),
    access: { ...publisherAccess, target },
  },
  {
    ...applicationAction('unsetVerifiedPublisher', 'Take the publisher of an application away', unsetVerifiedPublisher),
    access: { ...publisherAccess, target },
  },
];

/** What whoever asks for a secret may say of it. */
export function secretWishes({ displayName, startDateTime, endDateTime }: PasswordCredentialBody): SecretWishes {
  return {
    ...(typeof displayName === 'string' && { displayName }),
    ...(typeof startDateTime === 'string' && { startAt: Date.parse(startDateTime) }),
    ...(typeof endDateTime === 'string' && { endAt: Date.parse(endDateTime) }),
  };
}

type Run = (parameters: GraphEntity, id: ApplicationId, call: GraphCall) => Promise<GraphResult>;

function applicationAction(name: string, summary: string, run: Run): GraphOperation {
  return action({
    path: `/applications/:application/${name}`,
    summary,
    access: { ...credentialAccess, target },
    run: (parameters, call) => run(parameters, call.params.application as ApplicationId, call),
  });
}

/** The parameters of an action, checked like a body. */
function parametersOf(name: string, properties: readonly Property[], given: GraphEntity): GraphEntity | GraphError {
  const read = readBody({ name, base: 'entity', properties, navigations: [] }, given, 'create');
  return read.kind === 'error' ? read : read.values;
}

async function addPassword(given: GraphEntity, id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const read = parametersOf('addPassword', [complex('passwordCredential', passwordCredentialType)], given);
  if (isError(read)) return read;
  const wished = (read.passwordCredential ?? {}) as PasswordCredentialBody;
  if ((wished.secretText ?? null) !== null) {
    return graphError(400, 'Request_BadRequest', 'Secrets are made here: secretText cannot be given.');
  }
  const { clock, ids } = call.door;
  const { credential, secretText } = newClientSecret({ ids, now: clock.now() }, secretWishes(wished));
  const outcome = await call.perform(addApplicationPassword(id, credential));
  if (isRefused(outcome)) return refusalError(outcome, 'Application');
  return valueAnswer(passwordCredentialType, passwordCredentialEntity(credential, secretText), call);
}

async function removePassword(given: GraphEntity, id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const read = parametersOf('removePassword', [guid('keyId', { required: true })], given);
  if (isError(read)) return read;
  return done(await call.perform(removeApplicationPassword(id, String(read.keyId))));
}

async function addKey(given: GraphEntity, id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const read = parametersOf(
    'addKey',
    [
      complex('keyCredential', keyCredentialType, { required: true }),
      complex('passwordCredential', passwordCredentialType),
      text('proof', { required: true }),
    ],
    given,
  );
  if (isError(read)) return read;
  if ((read.passwordCredential ?? null) !== null) {
    const sentence = 'A password is for keys of the type X509CertAndPassword, which are not kept.';
    return graphError(400, 'Request_BadRequest', sentence);
  }
  const provenBy = await proof(String(read.proof), id, call);
  if (typeof provenBy !== 'string') return provenBy;
  const credential = readKeyCredential(read.keyCredential as KeyCredentialBody, undefined, call.door.ids);
  if (isRefused(credential)) return refusalError(credential, 'Application');
  const outcome = await call.perform(addApplicationKey(id, credential, provenBy));
  if (isRefused(outcome)) return refusalError(outcome, 'Application');
  return valueAnswer(keyCredentialType, { ...keyCredentialEntity(credential), key: null }, call);
}

async function removeKey(given: GraphEntity, id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const parameters = [guid('keyId', { required: true }), text('proof', { required: true })];
  const read = parametersOf('removeKey', parameters, given);
  if (isError(read)) return read;
  const provenBy = await proof(String(read.proof), id, call);
  if (typeof provenBy !== 'string') return provenBy;
  return done(await call.perform(removeApplicationKey(id, String(read.keyId), provenBy)));
}

/** The key that proves possession, or the refusal that Graph's users know. */
async function proof(given: string, id: ApplicationId, call: GraphCall): Promise<string | GraphError> {
  const application = await call.perform(findApplication(id));
  if (application === undefined) return notFound(id);
  const key = await provingKey(given, application, call.door.clock.now());
  return key ?? graphError(401, 'Authentication_MissingOrMalformed', 'Access Token missing or malformed.');
}

/** Kept and told, and without effect until there is somebody who verifies publishers. */
async function setVerifiedPublisher(given: GraphEntity, id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const read = parametersOf('setVerifiedPublisher', [text('verifiedPublisherId', { required: true })], given);
  if (isError(read)) return read;
  const { verifiedPublisherId } = read;
  if (!/^\d{1,16}$/.test(String(verifiedPublisherId))) {
    return graphError(400, 'Request_BadRequest', 'The id of a verified publisher is a number.');
  }
  const { displayName } = call.configuration.tenant;
  const addedDateTime = new Date(call.door.clock.now()).toISOString();
  const verifiedPublisher = { displayName, verifiedPublisherId, addedDateTime };
  return done(
    await call.perform(
      changeApplication(id, ({ properties, ...before }) => ({
        ...before,
        properties: { ...properties, verifiedPublisher },
      })),
    ),
  );
}

async function unsetVerifiedPublisher(given: GraphEntity, id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const read = parametersOf('unsetVerifiedPublisher', [], given);
  if (isError(read)) return read;
  return done(
    await call.perform(
      changeApplication(id, ({ properties = {}, verifiedPublisher: _vouched, ...before }) => {
        const { verifiedPublisher: _kept, ...others } = properties;
        return Object.keys(others).length === 0 ? before : { ...before, properties: others };
      }),
    ),
  );
}

function done(outcome: unknown): GraphResult {
  if (!isRefused(outcome)) return { kind: 'none' };
  // What Graph says where no secret or certificate has that keyId.
  return outcome.reason === 'reference_not_found'
    ? graphError(400, 'Request_BadRequest', 'No credentials found to be removed.')
    : refusalError(outcome, 'Application');
}

/** A structured value as an answer of its own (OData JSON Format 4.01 §11). */
function valueAnswer({ name, properties }: ComplexType, value: GraphEntity, { versionUrl }: GraphCall): GraphResult {
  const shown = project(
    { name, base: 'entity', properties, navigations: [] },
    value,
    properties.map((one) => one.name),
  );
  const body = { '@odata.context': `${versionUrl}/$metadata#microsoft.graph.${name}`, ...shown };
  return { kind: 'raw', mediaType: 'application/json;odata.metadata=minimal', body: JSON.stringify(body) };
}

function isError(read: GraphEntity | GraphError): read is GraphError {
  return read.kind === 'error';
}
