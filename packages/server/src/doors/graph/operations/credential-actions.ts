import type { KeyCredential, PasswordCredential } from '@gatehouse/model';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  isRefused,
  newClientSecret,
  refused,
} from '../../../directory/index.js';
import {
  type KeyCredentialBody,
  keyCredentialEntity,
  keyCredentialType,
  type PasswordCredentialBody,
  passwordCredentialEntity,
  passwordCredentialType,
  readKeyCredential,
  secretWishes,
} from '../entities/application-credentials.js';
import { provingKey } from '../entities/application-key-proof.js';
import { type GraphError, graphError } from '../graph-error.js';
import { notFound, refusalError } from '../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, OperationAccess } from '../resource.js';
import {
  complex,
  type ComplexType,
  guid,
  type Property,
  project,
  type ReadBody,
  readBody,
  text,
} from '../schema/index.js';
import { action } from './write-entities.js';

/** What has secrets and certificates of its own. */
interface Holder {
  readonly id: string;
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
}

/** Whose credentials the actions are about, and how they are found and changed. */
export interface CredentialActions<Held extends Holder> {
  /** `/servicePrincipals/:servicePrincipal`. */
  readonly path: string;
  readonly place: string;
  /** As sentences have it: `ServicePrincipal`. */
  readonly title: string;
  readonly noun: string;
  readonly access: Omit<OperationAccess, 'target'>;
  find(id: string): DirectoryOperation<Held | undefined>;
  change(
    id: string,
    call: GraphCall,
    change: (before: Held) => Held | DirectoryRefusal,
  ): DirectoryOperation<Held | DirectoryRefusal>;
}

type Run<Held extends Holder> = (
  of: CredentialActions<Held>,
  given: GraphEntity,
  call: GraphCall,
) => Promise<GraphResult>;

/** `addPassword`, `removePassword`, `addKey`, `removeKey` (Microsoft Graph documentation: the pages of these actions). */
export function credentialActions<Held extends Holder>(of: CredentialActions<Held>): readonly GraphOperation[] {
  const actions: readonly (readonly [name: string, summary: string, run: Run<Held>])[] = [
    ['addPassword', `Make a secret for ${of.noun}`, addPassword],
    ['removePassword', `Take a secret from ${of.noun}`, removePassword],
    ['addKey', `Add a certificate to ${of.noun}, by proof of another`, addKey],
    ['removeKey', `Take a certificate from ${of.noun}, by proof of one`, removeKey],
  ];
  return actions.map(([name, summary, run]) =>
    action({
      path: `${of.path}/${name}`,
      summary,
      access: { ...of.access, target: { kind: 'object', place: of.place } },
      run: (given, call) => run(of, given, call),
    }),
  );
}

async function addPassword<Held extends Holder>(
  of: CredentialActions<Held>,
  given: GraphEntity,
  call: GraphCall,
): Promise<GraphResult> {
  const read = parametersOf('addPassword', [complex('passwordCredential', passwordCredentialType)], given);
  if (read.kind === 'error') return read;
  const wished = (read.values.passwordCredential ?? {}) as PasswordCredentialBody;
  if ((wished.secretText ?? null) !== null) return bad('Secrets are made here: secretText cannot be given.');
  const { clock, ids } = call.door;
  const { credential, secretText } = newClientSecret({ ids, now: clock.now() }, secretWishes(wished));
  const outcome = await call.perform(
    of.change(idOf(of, call), call, (before) => ({
      ...before,
      passwordCredentials: [...before.passwordCredentials, credential],
    })),
  );
  if (isRefused(outcome)) return refusalError(outcome, of.title);
  return valueAnswer(passwordCredentialType, passwordCredentialEntity(credential, secretText), call);
}

async function removePassword<Held extends Holder>(
  of: CredentialActions<Held>,
  given: GraphEntity,
  call: GraphCall,
): Promise<GraphResult> {
  const read = parametersOf('removePassword', [guid('keyId', { required: true })], given);
  if (read.kind === 'error') return read;
  return removed(of, call, (before) => {
    const passwordCredentials = before.passwordCredentials.filter(({ keyId }) => keyId !== read.values.keyId);
    return passwordCredentials.length < before.passwordCredentials.length
      ? { ...before, passwordCredentials }
      : undefined;
  });
}

async function addKey<Held extends Holder>(
  of: CredentialActions<Held>,
  given: GraphEntity,
  call: GraphCall,
): Promise<GraphResult> {
  const parameters = [
    complex('keyCredential', keyCredentialType, { required: true }),
    complex('passwordCredential', passwordCredentialType),
    text('proof', { required: true }),
  ];
  const read = parametersOf('addKey', parameters, given);
  if (read.kind === 'error') return read;
  if ((read.values.passwordCredential ?? null) !== null) {
    return bad('A password is for keys of the type X509CertAndPassword, which are not kept.');
  }
  const proven = await proof(of, read.values.proof as string, call);
  if (typeof proven !== 'string') return proven;
  const credential = readKeyCredential(read.values.keyCredential as KeyCredentialBody, undefined, call.door.ids);
  if (isRefused(credential)) return refusalError(credential, of.title);
  const outcome = await call.perform(
    of.change(idOf(of, call), call, (before) =>
      hasKey(before, proven) ? { ...before, keyCredentials: [...before.keyCredentials, credential] } : refused('stale'),
    ),
  );
  if (isRefused(outcome)) return refusalError(outcome, of.title);
  return valueAnswer(keyCredentialType, { ...keyCredentialEntity(credential), key: null }, call);
}

async function removeKey<Held extends Holder>(
  of: CredentialActions<Held>,
  given: GraphEntity,
  call: GraphCall,
): Promise<GraphResult> {
  const parameters = [guid('keyId', { required: true }), text('proof', { required: true })];
  const read = parametersOf('removeKey', parameters, given);
  if (read.kind === 'error') return read;
  const proven = await proof(of, read.values.proof as string, call);
  if (typeof proven !== 'string') return proven;
  return removed(of, call, (before) => {
    const keyCredentials = before.keyCredentials.filter(({ keyId }) => keyId !== read.values.keyId);
    if (!hasKey(before, proven)) return refused('stale');
    return keyCredentials.length < before.keyCredentials.length ? { ...before, keyCredentials } : undefined;
  });
}

/** Takes a credential away; undefined from `without` says that there is none of that keyId. */
async function removed<Held extends Holder>(
  of: CredentialActions<Held>,
  call: GraphCall,
  without: (before: Held) => Held | DirectoryRefusal | undefined,
): Promise<GraphResult> {
  const outcome = await call.perform(
    of.change(idOf(of, call), call, (before) => without(before) ?? refused('reference_not_found')),
  );
  if (!isRefused(outcome)) return { kind: 'none' };
  return outcome.reason === 'reference_not_found'
    ? bad('No credentials found to be removed.')
    : refusalError(outcome, of.title);
}

/** The key that proves possession, or the refusal that Graph's users know. */
async function proof<Held extends Holder>(
  of: CredentialActions<Held>,
  given: string,
  call: GraphCall,
): Promise<string | GraphError> {
  const holder = await call.perform(of.find(idOf(of, call)));
  if (holder === undefined) return notFound(idOf(of, call));
  const key = await provingKey(given, holder, call.door.clock.now());
  return key ?? graphError(401, 'Authentication_MissingOrMalformed', 'Access Token missing or malformed.');
}

function hasKey({ keyCredentials }: Holder, id: string): boolean {
  return keyCredentials.some(({ keyId }) => keyId === id);
}

function idOf({ place }: { readonly place: string }, { params }: GraphCall): string {
  return params[place] ?? '';
}

/** The parameters of an action, checked like a body. */
export function parametersOf(name: string, properties: readonly Property[], given: GraphEntity): ReadBody | GraphError {
  return readBody({ name, base: 'entity', properties, navigations: [] }, given, 'create');
}

/** A structured value as an answer of its own (OData JSON Format 4.01 §11). */
function valueAnswer({ name, properties }: ComplexType, value: GraphEntity, { versionUrl }: GraphCall): GraphResult {
  const names = properties.map((one) => one.name);
  const shown = project({ name, base: 'entity', properties, navigations: [] }, value, names);
  const body = { '@odata.context': `${versionUrl}/$metadata#microsoft.graph.${name}`, ...shown };
  return { kind: 'raw', mediaType: 'application/json;odata.metadata=minimal', body: JSON.stringify(body) };
}

function bad(message: string): GraphError {
  return graphError(400, 'Request_BadRequest', message);
}
