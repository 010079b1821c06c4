import { errorRow, refuse } from '@gatehouse/model';
import { fieldNames, wordsFor } from '@gatehouse/sign-in';
import { parseParameters } from '@gatehouse/wire';
import type { DeviceSignIn } from '../../flows/device-login/index.js';
import type { SignInOutcome, SignInRequest, SignInTarget } from '../../flows/sign-in/index.js';
import { type HttpAnswer, type HttpRequest, pageAnswer, refusalPage } from '../http/index.js';
import type { PagesDeps } from './pages-deps.js';

/** The page where a person types the code that a device shows: the `verification_uri` (RFC 8628 §3.3). */
export const devicePath = '/common/oauth2/deviceauth';
const resumePath = `${devicePath}/resume`;

/** Shows the page. The code is never taken from the address: whoever sends somebody a link would have it typed for them. */
export function showDevicePage(deps: PagesDeps) {
  return async (request: HttpRequest): Promise<HttpAnswer> => devicePage(deps, request, undefined);
}

/** Takes the code, and signs the person in for the application on the device. */
export function enterDeviceCode(deps: PagesDeps) {
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const form = parseParameters(request.mediaType === 'application/x-www-form-urlencoded' ? request.body : '');
    const typed = form.get(fieldNames.userCode);
    if (typed === undefined) return devicePage(deps, request, { typed: '', error: 'deviceCode.error.required' });
    const device = await deps.deviceLogin.enter(typed, request.clientAddress);
    if (device === 'wait') return refusalPage(request, deps.baseUrl, refuse(90055, 'too many wrong user codes'));
    if (device === 'unknown') return devicePage(deps, request, { typed, error: 'deviceCode.error.unknown' });
    const beginning = {
      request: signInRequestOf(device),
      door: JSON.stringify(device),
      resume: resumePath,
      keeper: device.keeper,
    };
    return answerDevice(deps, request, device, await deps.signIn.begin(beginning, request));
  };
}

/** Where the sign-in comes back after each step. */
export function resumeDevice(deps: PagesDeps) {
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const transaction = deps.signIn.reopen(request.query.get('flow'), request.path, request);
    if (transaction === undefined) return devicePage(deps, request, undefined);
    // Sealed with the transaction: this door wrote it.
    const device = JSON.parse(transaction.door) as DeviceSignIn;
    return answerDevice(deps, request, device, await deps.signIn.resume(transaction, request));
  };
}

type DeviceCodeError = 'deviceCode.error.required' | 'deviceCode.error.unknown';

function devicePage(
  deps: PagesDeps,
  request: HttpRequest,
  last: { readonly typed: string; readonly error: DeviceCodeError } | undefined,
): HttpAnswer {
  const language = request.headers['accept-language']?.split(/[,;]/, 1)[0]?.trim() ?? 'en';
  return pageAnswer(request, deps.baseUrl, {
    view: {
      kind: 'device-code',
      action: devicePath,
      // Nothing has begun: the confirmation that follows guards the person.
      flow: 'device',
      ...(last === undefined ? {} : { userCode: last.typed, error: wordsFor(language).text(last.error) }),
    },
  });
}

function signInRequestOf({ client, authority, scopes, requestedFrom, keeper }: DeviceSignIn): SignInRequest {
  const targets: SignInTarget[] = scopes.resources.map((asked) => ({
    kind: 'resource',
    name: asked.resource,
    scopes: asked.scopes.map(({ value }) => value),
    usesDefault: asked.usesDefault,
  }));
  const [first = { kind: 'sign_in_only' }, ...others] = targets;
  return {
    attempt: 'device_code',
    authority,
    tenant: authority === 'tenant' ? keeper : null,
    client,
    targets: [first, ...others],
    openIdScopes: scopes.openId,
    silent: false,
    reauthenticate: false,
    chooseAccount: true,
    forceConsent: false,
    maxAge: null,
    loginHint: null,
    domain: null,
    session: null,
    confirmDevice: { origin: requestedFrom },
    leadsTo: null,
    language: null,
  };
}

async function answerDevice(
  deps: PagesDeps,
  request: HttpRequest,
  device: DeviceSignIn,
  outcome: SignInOutcome,
): Promise<HttpAnswer> {
  switch (outcome.kind) {
    case 'page':
      return pageAnswer(request, deps.baseUrl, outcome);
    case 'stopped':
      return stop(deps, request, device, outcome);
    case 'admitted': {
      const { user, session, authentication } = outcome.account;
      const person = { tenant: user.tenant, user: user.id, authentication, session: session.id };
      return (await deps.deviceLogin.approve(device, person))
        ? done(deps, request, device, 'approved', outcome.cookies)
        : refusalPage(request, deps.baseUrl, refuse(70019, 'the code has ended or was answered before'));
    }
  }
}

/** The person said no: to the device, or to the permissions it asks for. */
const declines: readonly number[] = [700161, 65004];

/** A no is final, whoever says it: the device hears of it at its next poll. Only where waiting helps may the code be entered again. */
async function stop(
  deps: PagesDeps,
  request: HttpRequest,
  device: DeviceSignIn,
  { refusal, cookies }: Extract<SignInOutcome, { kind: 'stopped' }>,
): Promise<HttpAnswer> {
  if (errorRow(refusal.code).retryAfter === undefined) await deps.deviceLogin.decline(device);
  return declines.includes(refusal.code)
    ? done(deps, request, device, 'declined', cookies)
    : refusalPage(request, deps.baseUrl, refusal, { cookies });
}

function done(
  deps: PagesDeps,
  request: HttpRequest,
  { applicationName }: DeviceSignIn,
  outcome: 'approved' | 'declined',
  cookies: readonly string[],
): HttpAnswer {
  return pageAnswer(request, deps.baseUrl, { view: { kind: 'device-done', outcome, applicationName }, cookies });
}
