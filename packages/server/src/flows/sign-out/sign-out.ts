import { type AppId, consumersTenantId, type Refusal, refuse, type TenantId } from '@gatehouse/model';
import { hintNames, tenantOfHint } from '@gatehouse/policy';
import { fieldNames, type PageView } from '@gatehouse/sign-in';
import type { Parameters } from '@gatehouse/wire';
import {
  type BrowserRequest,
  type BrowserSessions,
  browserBinding,
  isBoundTo,
  isForeignPost,
  type Sessions,
  type SignedInAccount,
} from '../../credentials/sessions/index.js';
import type { Directory } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import type { Keys } from '../../platform/keys/index.js';
import { type EndedSessions, endSessions } from './end-sessions.js';
import { type IdTokenHint, readIdTokenHint } from './id-token-hint.js';
import { postLogoutAddress } from './post-logout.js';
import type { SignOutRequest } from './sign-out-request.js';

/** What the sign-out works with. */
export interface SignOutDeps {
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly browserSessions: BrowserSessions;
  readonly keys: Pick<Keys, 'verificationKey' | 'sealer'>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Scheme, host and port, without a trailing slash. */
  readonly baseUrl: string;
}

/** What the person sees next. `cookies` are `Set-Cookie` values. */
export type SignOutOutcome =
  | {
      readonly kind: 'page';
      readonly view: PageView;
      /** Where the page's form may end up, besides this origin. */
      readonly leadsTo: string | null;
      readonly cookies: readonly string[];
    }
  /** No page is needed: straight on. */
  | { readonly kind: 'return'; readonly location: string; readonly cookies: readonly string[] }
  | Refusal;

/** The story of one person signing out. */
export interface SignOut {
  begin(request: SignOutRequest, visit: BrowserRequest): Promise<SignOutOutcome>;
  /** Takes the form of the page that asked which account. */
  confirm(form: Parameters, visit: BrowserRequest): Promise<SignOutOutcome>;
}

/** Where the form of the confirmation page is posted. */
export const signOutAction = '/gatehouse/v1/sign-out';

/** What the confirmation page carries. */
interface Unconfirmed {
  readonly request: SignOutRequest;
  readonly binding: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

const purpose = 'sign-out-flow';
const keeper = (request: SignOutRequest): TenantId => request.tenant ?? consumersTenantId;
const lifetime = 60 * 60 * 1000;

/**
 * Makes the sign-out flow. It keeps nothing between two requests: what was asked travels sealed in the page, for an
 * hour at most.
 */
export function createSignOut(deps: SignOutDeps): SignOut {
  return {
    begin: async (request, visit) => {
      const accounts = await deps.browserSessions.read(visit.cookies);
      const hint =
        request.idTokenHint === null ? undefined : await readIdTokenHint(request.idTokenHint, deps.keys, deps.baseUrl);
      const named = namedBy(request, hint);
      if (accounts.length === 0 || named !== undefined) {
        return leave(deps, request, hint, accounts, accounts.filter(named ?? (() => false)));
      }
      return askWhich(deps, request, accounts, visit);
    },
    confirm: async (form, visit) => {
      const opened = open(deps, form.get(fieldNames.flow), visit);
      if (opened === undefined) return refuse(9002313, 'the sign-out is not of this browser, or too old');
      const accounts = await deps.browserSessions.read(visit.cookies);
      const picked = accounts.filter(({ session }) => session.id === form.get(fieldNames.account));
      // The person stays signed in; where they came from is nobody's business but theirs.
      if (picked.length === 0) return { kind: 'return', location: '/', cookies: [] };
      return leave(deps, opened.request, undefined, accounts, picked);
    },
  };
}

/**
 * The account that the request proves to mean. A page anywhere could send a browser here (ASVS 10.6.2: forced logout), so it must hold
 * what only an application of the session was given: an ID token, or the opaque name of the account. A user name is no proof.
 */
function namedBy(
  { logoutHint }: SignOutRequest,
  hint: IdTokenHint | undefined,
): ((account: SignedInAccount) => boolean) | undefined {
  if (hint !== undefined) {
    return ({ user, session }) => session.id === hint.session || (user.id === hint.user && user.tenant === hint.tenant);
  }
  if (logoutHint === null || logoutHint.includes('@')) return undefined;
  return ({ user }) =>
    hintNames(logoutHint, { tenant: user.tenant, user: user.id, userName: user.userPrincipalName, mail: null });
}

async function leave(
  deps: SignOutDeps,
  request: SignOutRequest,
  hint: IdTokenHint | undefined,
  accounts: readonly SignedInAccount[],
  gone: readonly SignedInAccount[],
): Promise<SignOutOutcome> {
  const ended: EndedSessions = await endSessions(deps, gone);
  const cookies = gone.length === 0 ? [] : deps.browserSessions.remove(accounts, gone);
  const named: readonly AppId[] = [hint?.client ?? null, request.client].filter((client) => client !== null);
  const tenants = [...tenantsOf(request), ...gone.map(({ user }) => user.tenant)];
  const continueTo = await postLogoutAddress(deps.directory, request, { named, ended: ended.clients, tenants });
  const { frontChannelLogoutUrls } = ended;
  if (continueTo !== null && frontChannelLogoutUrls.length === 0)
    return { kind: 'return', location: continueTo, cookies };
  const view = { kind: 'signed-out', frontChannelLogoutUrls, ...(continueTo === null ? {} : { continueTo }) } as const;
  return { kind: 'page', view, leadsTo: null, cookies };
}

/** The tenant that the authority names, or else the one of the account that the application speaks of. */
function tenantsOf({ tenant, logoutHint }: SignOutRequest): readonly TenantId[] {
  return [tenant ?? (logoutHint === null ? undefined : tenantOfHint(logoutHint))].filter((one) => one !== undefined);
}

function askWhich(
  deps: SignOutDeps,
  request: SignOutRequest,
  accounts: readonly SignedInAccount[],
  visit: BrowserRequest,
): SignOutOutcome {
  const { digest, cookies } = browserBinding(visit, deps.ids);
  // The ID token is not carried along: it proved nothing.
  const kept: SignOutRequest = { ...request, idTokenHint: null };
  const state: Unconfirmed = { request: kept, binding: digest, expiresAt: deps.clock.now() + lifetime };
  const flow = deps.keys.sealer.seal(purpose, keeper(request), Buffer.from(JSON.stringify(state)));
  const { postLogoutRedirectUri: address } = request;
  return {
    kind: 'page',
    cookies,
    // Not yet proven to be registered: it widens the page's policy by its scheme, and nothing else.
    leadsTo: address !== null && URL.canParse(address) ? address : null,
    view: {
      kind: 'sign-out-confirm',
      action: signOutAction,
      flow,
      accounts: accounts.map(({ user, session }) => ({
        id: session.id,
        state: 'signed-in',
        userName: user.userPrincipalName,
        displayName: user.displayName,
      })),
    },
  };
}

function open(deps: SignOutDeps, flow: string | undefined, visit: BrowserRequest): Unconfirmed | undefined {
  if (flow === undefined || isForeignPost(visit, deps.baseUrl)) return undefined;
  const opened = deps.keys.sealer.open(purpose, flow);
  if (opened === undefined) return undefined;
  // Authenticated by the seal: only this platform wrote it.
  const state = JSON.parse(Buffer.from(opened.plaintext).toString('utf8')) as Unconfirmed;
  return state.expiresAt > deps.clock.now() && isBoundTo(visit, state.binding) ? state : undefined;
}
