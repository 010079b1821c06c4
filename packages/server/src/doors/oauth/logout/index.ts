// Owns: the end-session endpoint (OpenID Connect RP-Initiated Logout 1.0): its parameters and answers.
// Refuses: ending sessions and telling applications (the sign-out flow does). Called by: doors/oauth/index.ts.
import { type AppId, parseGuid, refuse } from '@gatehouse/model';
import { type Parameters, parseParameters } from '@gatehouse/wire';
import type { Directory } from '../../../directory/index.js';
import {
  type SignOut,
  type SignOutOutcome,
  type SignOutRequest,
  signOutAction,
} from '../../../flows/sign-out/index.js';
import { type HttpAnswer, type HttpRequest, pageAnswer, type Route, refusalPage } from '../../http/index.js';
import { type Authority, resolveAuthority } from '../authority/resolve-authority.js';

/** What the end-session endpoint works with. */
export interface LogoutDeps {
  readonly directory: Pick<Directory, 'resolveTenant'>;
  readonly signOut: SignOut;
  /** Scheme, host and port of the authority, without a trailing slash. */
  readonly baseUrl: string;
}

/** The end-session endpoint, version 2 and 1, and where its page asks which account. */
export function logoutRoutes(deps: LogoutDeps): readonly Route[] {
  const page = { cors: 'none', answers: 'page' } as const;
  const handle = (request: HttpRequest): Promise<HttpAnswer> => logout(deps, request);
  return [
    { ...page, methods: ['GET', 'POST'], path: '/:tenant/oauth2/v2.0/logout', handle },
    { ...page, methods: ['GET', 'POST'], path: '/:tenant/oauth2/logout', handle },
    {
      ...page,
      methods: ['POST'],
      path: signOutAction,
      handle: async (request) =>
        answerSignOut(deps, request, await deps.signOut.confirm(parseParameters(request.body), request)),
    },
  ];
}

/** State and tokens beyond this are nobody's. */
const longestRequest = 32_768;

async function logout(deps: LogoutDeps, request: HttpRequest): Promise<HttpAnswer> {
  // A look at the headers must not sign anybody out.
  if (request.method === 'HEAD') return { status: 200, headers: { 'cache-control': 'no-store' } };
  const authority = await resolveAuthority(request.params.tenant ?? '', deps.directory);
  if (authority.kind === 'refused') return refusalPage(request, deps.baseUrl, authority);
  const text = [request.queryText, request.method === 'POST' ? request.body : ''].filter(Boolean).join('&');
  const sent = parseParameters(text);
  if (sent.malformed || text.length > longestRequest) {
    return refusalPage(request, deps.baseUrl, refuse(90004, 'the parameters cannot be read'));
  }
  const twice = names.find((name) => sent.repeated.includes(name));
  if (twice !== undefined) {
    return refusalPage(request, deps.baseUrl, refuse(90023, `${twice} was sent more than once`, { field: twice }));
  }
  return answerSignOut(deps, request, await deps.signOut.begin(signOutRequestOf(authority, sent), request));
}

const names = ['id_token_hint', 'logout_hint', 'client_id', 'post_logout_redirect_uri', 'state'] as const;

function signOutRequestOf(authority: Authority, sent: Parameters): SignOutRequest {
  const clientId = sent.get('client_id');
  return {
    tenant: authority.tenant?.id ?? null,
    idTokenHint: sent.get('id_token_hint') ?? null,
    logoutHint: sent.get('logout_hint') ?? null,
    client: clientId === undefined ? null : (parseGuid<AppId>(clientId) ?? null),
    postLogoutRedirectUri: sent.get('post_logout_redirect_uri') ?? null,
    state: sent.get('state') ?? null,
  };
}

function answerSignOut(deps: LogoutDeps, request: HttpRequest, outcome: SignOutOutcome): HttpAnswer {
  switch (outcome.kind) {
    case 'page':
      return pageAnswer(request, deps.baseUrl, outcome);
    case 'return':
      return {
        status: request.method === 'POST' ? 303 : 302,
        headers: {
          location: outcome.location,
          'cache-control': 'no-store',
          ...(outcome.cookies.length === 0 ? {} : { 'set-cookie': outcome.cookies }),
        },
      };
    case 'refused':
      return refusalPage(request, deps.baseUrl, outcome);
  }
}
