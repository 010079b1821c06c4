import { type AppId, isNilGuid, parseGuid, type Refusal, refuse } from '@gatehouse/model';
import {
  type ClaimsRequest,
  clientAssertionType,
  decodeClientAssertion,
  type Parameters,
  parseBasicCredentials,
  parseClaimsRequest,
  parseParameters,
} from '@gatehouse/wire';
import type { PresentedCredential } from '../../../credentials/clients/index.js';
import type { HttpRequest } from '../../http/index.js';

/** The parameters that every request of a client shares, whatever it asks for. */
export interface ClientRequest {
  readonly clientId: AppId;
  readonly credential: PresentedCredential;
  readonly claims: ClaimsRequest | undefined;
  readonly form: Parameters;
}

/** Version 1 and 2 of an endpoint differ in how a resource is named. */
export type EndpointVersion = 1 | 2;

/** Reads a form that a client posted: encoding, repetition, who the client says it is and what it sent to prove it. */
export function readClientRequest(http: HttpRequest): ClientRequest | Refusal {
  const form = readForm(http);
  if ('kind' in form) return form;
  const basic = parseBasicCredentials(http.headers.authorization);
  if (basic.kind === 'malformed') return refuse(70002, 'malformed Authorization header');
  const credential = readCredential(form, basic.kind === 'given' ? basic.secret : undefined);
  if (credential.kind === 'refused') return credential;
  const claimed = form.get('client_id') ?? (basic.kind === 'given' ? basic.clientId : subjectOf(credential));
  if (claimed === undefined) return missing('client_id');
  const clientId = parseGuid<AppId>(claimed);
  if (clientId === undefined) {
    return refuse(700016, 'not an application id', { client: claimed, tenant: http.params.tenant ?? '' });
  }
  if (isNilGuid(clientId)) return refuse(700038, 'the nil GUID', { client: claimed });
  const bound = boundTokenFault(form);
  if (bound !== undefined) return bound;
  const claimsText = form.get('claims');
  const claims = claimsText === undefined ? undefined : parseClaimsRequest(claimsText);
  if (claimsText !== undefined && claims === undefined) return invalid('claims', 'not a claims request');
  return { clientId, credential, claims, form };
}

/** Reads the posted form itself. RFC 6749 §3.2: one encoding, and no parameter twice. */
function readForm(http: HttpRequest): Parameters | Refusal {
  if (http.method !== 'POST') {
    return refuse(900561, `method ${http.method}`, { accepted: 'POST', received: http.method });
  }
  if (http.mediaType !== 'application/x-www-form-urlencoded') return refuse(9002313, `content type ${http.mediaType}`);
  const form = parseParameters(http.body);
  if (form.malformed) return refuse(9002313, 'the form cannot be decoded');
  // No text that we keep or compare has a zero byte, and the store takes none.
  if (form.names.some((name) => form.get(name)?.includes('\0'))) return refuse(9002313, 'a value holds a zero byte');
  const repeated = form.repeated[0];
  return repeated === undefined ? form : invalid(repeated, 'sent more than once');
}

/** Whoever asks for a token bound to a key must not get a bearer token instead: it would be guarded as what it is not. */
function boundTokenFault(form: Parameters): Refusal | undefined {
  const type = form.get('token_type');
  if (type !== undefined && type.toLowerCase() !== 'bearer') return invalid('token_type', `${type} is not issued`);
  return form.get('req_cnf') === undefined ? undefined : invalid('req_cnf', 'tokens are bound to no key');
}

/** In this order: an assertion, a secret in the form, a secret in the header. */
function readCredential(form: Parameters, basicSecret: string | undefined): PresentedCredential | Refusal {
  const text = form.get('client_assertion');
  const type = form.get('client_assertion_type');
  if (text !== undefined || type !== undefined) {
    if (text === undefined) return missing('client_assertion');
    if (type === undefined) return missing('client_assertion_type');
    return type === clientAssertionType ? { kind: 'assertion', text } : invalid('client_assertion_type', type);
  }
  const secret = form.get('client_secret') ?? basicSecret;
  return secret === undefined ? { kind: 'none' } : { kind: 'secret', secret };
}

/** RFC 7521 §4.2: an assertion alone names the client. */
function subjectOf(credential: PresentedCredential): string | undefined {
  return credential.kind === 'assertion' ? decodeClientAssertion(credential.text)?.subject : undefined;
}

/** A required parameter is not there. */
export function missing(field: string): Refusal {
  return refuse(900144, `${field} is missing`, { field });
}

/** A parameter has a value that cannot be used. */
export function invalid(field: string, why: string): Refusal {
  return refuse(90023, `${field}: ${why}`, { field });
}
