import { type Application, refuse, type Refusal } from '@gatehouse/model';
import type { Directory } from '../../../directory/index.js';
import type { SignInRequest, SignInTarget } from '../../../flows/sign-in/index.js';
import type { Authority } from '../authority/resolve-authority.js';
import type { AskedAuthorization } from './request.js';

/** An authorization request in the words of the sign-in flow. @throws TypeError for a request that the checks refuse. */
export async function signInRequestOf(
  asked: AskedAuthorization,
  authority: Authority,
  application: Application,
  directory: Pick<Directory, 'resolveTenant'>,
): Promise<SignInRequest> {
  if (asked.scope?.kind !== 'scopes') throw new TypeError('the scope was not checked');
  const targets: SignInTarget[] = asked.scope.resources.map(({ resource, scopes, usesDefault }) => ({
    kind: 'resource',
    name: resource,
    scopes: scopes.map(({ value }) => value),
    usesDefault,
  }));
  const [first = { kind: 'sign_in_only' }, ...others] = targets;
  return {
    attempt: 'authorization_request',
    authority: authority.kind,
    tenant: authority.tenant?.id ?? null,
    client: application.appId,
    targets: [first, ...others],
    openIdScopes: asked.scope.openId,
    silent: asked.prompts.has('none'),
    // OIDC Core §3.1.2.1: max_age=0 is prompt=login.
    reauthenticate: asked.prompts.has('login') || Number(asked.maxAge ?? 1) === 0,
    chooseAccount: asked.prompts.has('select_account'),
    forceConsent: asked.prompts.has('consent'),
    maxAge: asked.maxAge === undefined ? null : Number(asked.maxAge),
    loginHint: asked.loginHint ?? null,
    domain: await domainOf(asked.domainHint, directory),
    session: asked.sid ?? null,
    confirmDevice: null,
    leadsTo: asked.redirectUri ?? null,
    language: asked.uiLocales?.split(' ')[0] ?? null,
  };
}

/** Microsoft identity platform documentation: `domain_hint` is a tenant's domain, `organizations` or `consumers`. */
async function domainOf(
  hint: string | undefined,
  directory: Pick<Directory, 'resolveTenant'>,
): Promise<SignInRequest['domain']> {
  const folded = hint?.toLowerCase();
  if (folded === undefined || folded.length > 255) return null;
  if (folded === 'organizations' || folded === 'consumers') return folded;
  return (await directory.resolveTenant(folded))?.id ?? null;
}

/** OIDC Core §3.1.2.6: a request for no page cannot authenticate anybody. */
export function silentReauthentication({ silent, reauthenticate }: SignInRequest): Refusal | undefined {
  return silent && reauthenticate ? refuse(50058, 'a silent request for a fresh authentication') : undefined;
}
