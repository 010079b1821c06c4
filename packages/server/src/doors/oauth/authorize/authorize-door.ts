import { refuse } from '@gatehouse/model';
import type { RedirectPlatform } from '../../../issuance/index.js';
import type { SignInOutcome } from '../../../flows/sign-in/index.js';
import { type HttpAnswer, type HttpRequest, pageAnswer, refusalPage } from '../../http/index.js';
import { type Authority, resolveAuthority } from '../authority/resolve-authority.js';
import type { AuthorizeDeps } from './authorize-deps.js';
import { firstObjection } from './checks.js';
import { issueAnswer } from './issue-answer.js';
import { lookUp } from './known-facts.js';
import { type AskedAuthorization, parseAuthorization, readAuthorization } from './request.js';
import { answerApplication, answerError } from './respond.js';
import { signInRequestOf, silentReauthentication } from './sign-in-request.js';

/** A request that every check let pass, with what was found out on the way. */
interface Checked {
  readonly asked: AskedAuthorization;
  readonly authority: Authority;
  readonly platform: RedirectPlatform;
  readonly application: NonNullable<Awaited<ReturnType<typeof lookUp>>['application']>;
}

/** The authorization endpoint: parse, check, sign in, issue, answer. @param versionOne the endpoint without `/v2.0`. */
export function authorize(deps: AuthorizeDeps, versionOne: boolean) {
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    // A look at the headers must not make codes.
    if (request.method === 'HEAD') return { status: 200, headers: { 'cache-control': 'no-store' } };
    const checked = await check(deps, request, readAuthorization(request, versionOne));
    if ('status' in checked) return checked;
    const { asked, authority, application } = checked;
    const signInRequest = await signInRequestOf(asked, authority, application, deps.directory);
    const refusal = silentReauthentication(signInRequest);
    if (refusal !== undefined) return answerError(request, deps.baseUrl, asked, refusal, authority.tenant?.id ?? null);
    const resume = resumePath(request, versionOne);
    const beginning = { request: signInRequest, door: asked.text, resume, keeper: application.tenant };
    return answer(deps, request, checked, await deps.signIn.begin(beginning, request));
  };
}

/** Where a sign-in comes back after a step. The request is checked anew: registrations may have changed while a person typed. */
export function resumeAuthorize(deps: AuthorizeDeps, versionOne: boolean) {
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    if (request.method === 'HEAD') return { status: 200, headers: { 'cache-control': 'no-store' } };
    const transaction = deps.signIn.reopen(request.query.get('flow'), request.path, request);
    if (transaction === undefined) {
      const refusal = refuse(9002313, 'the flow is not ours, not of this browser, or too old');
      deps.log.info('sign-in lost', { requestId: request.requestId, why: refusal.why });
      return refusalPage(request, deps.baseUrl, refusal, { sentence: lostSentence });
    }
    // The id that the client gave the sign-in, not that of this one request.
    const visit = { ...request, correlationId: transaction.correlationId };
    const checked = await check(deps, visit, parseAuthorization(transaction.door, versionOne));
    if ('status' in checked) return checked;
    return answer(deps, visit, checked, await deps.signIn.resume(transaction, visit));
  };
}

const lostSentence =
  'this sign-in took too long, or was begun in another browser; go back to the application and start again';

function resumePath(request: HttpRequest, versionOne: boolean): string {
  const tenant = encodeURIComponent(request.params.tenant ?? '');
  return `/${tenant}/oauth2/${versionOne ? '' : 'v2.0/'}authorize/resume`;
}

async function check(
  deps: AuthorizeDeps,
  request: HttpRequest,
  asked: AskedAuthorization,
): Promise<Checked | HttpAnswer> {
  const authority = await resolveAuthority(request.params.tenant ?? '', deps.directory);
  if (authority.kind === 'refused') return refusalPage(request, deps.baseUrl, authority);
  const known = await lookUp(deps.directory, authority, asked);
  const objection = firstObjection(asked, known);
  if (objection !== undefined) {
    const { refusal, told } = objection;
    deps.log.info('authorization request refused', {
      requestId: request.requestId,
      error: refusal.code,
      why: refusal.why,
    });
    return told === 'page'
      ? refusalPage(request, deps.baseUrl, refusal)
      : answerError(request, deps.baseUrl, asked, refusal, authority.tenant?.id ?? null);
  }
  const { application, platform } = known;
  if (application === undefined || platform === undefined)
    throw new TypeError('the checks prove client and redirect URI');
  return { asked, authority, application, platform };
}

async function answer(
  deps: AuthorizeDeps,
  request: HttpRequest,
  { asked, platform }: Checked,
  outcome: SignInOutcome,
): Promise<HttpAnswer> {
  switch (outcome.kind) {
    case 'page':
      return pageAnswer(request, deps.baseUrl, outcome);
    case 'stopped':
      return answerError(request, deps.baseUrl, asked, outcome.refusal, outcome.tenant, outcome.cookies);
    case 'admitted': {
      const fields = await issueAnswer(deps, asked, platform, outcome);
      return answerApplication(request, deps.baseUrl, asked, fields, outcome.cookies);
    }
  }
}
