import { permissionTitles } from './permission-titles.data.js';

/** Words for a permission, in the language of a consent prompt. */
export interface PermissionWords {
  readonly title: string;
  readonly description: string;
}

const verbs: Readonly<Record<string, string>> = {
  AccessAsUser: 'Act as you on',
  Command: 'Send commands to',
  Create: 'Create',
  CreateFromOwnedTemplate: 'Create, from own templates,',
  DeleteRestore: 'Delete and restore',
  EnableDisableAccount: 'Enable and disable',
  Invite: 'Invite',
  ManageIdentities: 'Manage the identities of',
  ManageProtection: 'Manage the protection of',
  Read: 'Read',
  ReadApprove: 'Read and approve',
  ReadBasic: 'Read basic properties of',
  ReadForUser: "Read, for the user's own resources,",
  ReadWrite: 'Read and write',
  Receive: 'Receive',
  Remove: 'Remove',
  RevokeSessions: 'Revoke the sessions of',
};

/**
 * Words for a permission of Microsoft Graph, known or not: hand-written where there are some, derived from the name otherwise.
 * @param form `delegated` for a scope that acts for a person, `application` for a role that acts on its own.
 * @example describePermission('AdministrativeUnit.Read.All', 'application').title // 'Read all administrative units'
 */
export function describePermission(name: string, form: 'delegated' | 'application'): PermissionWords {
  const title = titleOf(name);
  const act = title.charAt(0).toLowerCase() + title.slice(1);
  const whose = form === 'delegated' ? 'on behalf of the signed-in user' : 'without a signed-in user';
  return { title, description: `Allows the application to ${act}, ${whose}.` };
}

function titleOf(name: string): string {
  const written = Object.hasOwn(permissionTitles, name) ? permissionTitles[name] : undefined;
  if (written !== undefined) return written;
  const [noun = '', verb = '', ...qualifiers] = name.split('.');
  const things = plural(nounWords(noun));
  if (verb === '') return `Use ${things}`;
  const act = (Object.hasOwn(verbs, verb) ? verbs[verb] : undefined) ?? sentence(words(verb));
  const qualifier = qualifiers.join(' ');
  if (qualifier === 'All') return `${act} all ${things}`;
  if (qualifier === '') return verb === 'Create' || verb === 'Command' ? `${act} ${things}` : `${act} your ${things}`;
  // `Policy.Read.HybridAuthentication` reads as "read hybrid authentication policies".
  const kind = qualifier.endsWith(noun) ? qualifier.slice(0, -noun.length) : qualifier;
  return `${act} ${words(kind)} ${things}`;
}

/** `User-LifeCycleInfo` reads as "user life cycle info"; the part after `UserAuthMethod-` names a sign-in method. */
function nounWords(noun: string): string {
  const [first = '', ...rest] = noun.split('-');
  if (first === 'UserAuthMethod') return `${rest.map(words).join(' ')} sign-in method`;
  return [first, ...rest].map(words).join(' ');
}

const spelledOut: Readonly<Record<string, string>> = {
  app: 'application',
  auth: 'authentication',
  azure: 'Azure',
  cert: 'certificate',
  config: 'configuration',
  cred: 'credential',
  entra: 'Entra',
  exchange: 'Exchange',
  fed: 'federation',
  microsoft: 'Microsoft',
  oauth: 'OAuth',
  sec: 'security',
  softwareoath: 'software OATH',
  tap: 'temporary access pass',
  tls: 'TLS',
  windows: 'Windows',
  x: 'cross',
};

/** Splits a name written in camel case into lower-case words, spelling out the abbreviations. */
function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z0-9]{2,})([A-Z][a-z])/g, '$1 $2')
    .split(' ')
    .map((word) => {
      const lower = word.toLowerCase();
      if (Object.hasOwn(spelledOut, lower)) return spelledOut[lower];
      return /^[A-Z0-9]{2,}$/.test(word) ? word : lower;
    })
    .join(' ');
}

const uncountable =
  /(?:info|information|data|management|access|sharing|support|protection|sync|configuration|infrastructure|synchronization|governance|mail)$/;

function plural(noun: string): string {
  if (uncountable.test(noun) || noun.endsWith('s')) return noun;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
