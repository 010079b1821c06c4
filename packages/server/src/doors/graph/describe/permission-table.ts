import type { GraphOperation, GraphResource } from '../resource.js';

type Alternatives = readonly (string | readonly string[])[];

/** The permissions of every call, as a page of documentation in Markdown. */
export function permissionTable(resources: readonly GraphResource[]): string {
  const sections = resources.filter(({ operations }) => operations.length > 0).map(sectionOf);
  return `${introduction}\n${sections.join('\n')}`;
}

const introduction = `# Permissions of every call

Made from the declarations of the Graph door; a test fails when this page does not tell what they say.
From least to most privileged; \`+\` joins permissions that are needed together. (own): reaches nothing but the caller's own
object; (owned): only objects that the application owns; (part): only some properties. Beside the permission a person needs the authority:
\`GET /gatehouse/v1/permissions/explore?method=PATCH&path=/users/{id}&properties=jobTitle\` tells which roles give it. With **me**, the
call is there below \`/me\` too.
`;

function sectionOf({ name, operations }: GraphResource): string {
  const rows = operations.map(rowOf).join('\n');
  return `\n## ${name.charAt(0).toUpperCase()}${name.slice(1)}\n\n| Call | Delegated | Application |\n|---|---|---|\n${rows}\n`;
}

function rowOf({ method, path, access, me, beta }: GraphOperation): string {
  const marks = [me === true ? ' **me**' : '', beta === true ? ' (beta)' : ''].join('');
  const call = `\`${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}\`${marks}`;
  const { delegated, application } = access.permissions;
  return `| ${call} | ${listed(delegated, access)} | ${listed(application, access)} |`;
}

function listed(alternatives: Alternatives, access: GraphOperation['access']): string {
  if (alternatives.length === 0) return '–';
  return alternatives
    .map((alternative) => (typeof alternative === 'string' ? marked(alternative, access) : alternative.join(' + ')))
    .join(', ');
}

function marked(permission: string, { ownOnly = [], ownedOnly = [], partOnly = {} }: GraphOperation['access']): string {
  if (ownOnly.includes(permission)) return `${permission} (own)`;
  if (ownedOnly.includes(permission)) return `${permission} (owned)`;
  return Object.hasOwn(partOnly, permission) ? `${permission} (part)` : permission;
}
