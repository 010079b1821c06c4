import { parseGuid } from '@gatehouse/model';
import { type AlternateKey, type DirectoryOperation, findIdByKey, type ObjectType } from '../../../directory/index.js';
import { type GraphError, graphError } from '../graph-error.js';
import { notFound } from '../refusal-error.js';
import type { PathPart } from './graph-path.js';
import type { PathParams } from './path-tree.js';

interface Place {
  readonly type: ObjectType;
  /** The alternate key that a bare text is read as when it is no GUID. */
  readonly bare?: string;
  readonly alternates: readonly string[];
}

/** The places of paths that stand for an object, and the keys that may name it (Microsoft Graph documentation: alternate keys). */
const places: Readonly<Record<string, Place>> = {
  user: { type: 'user', bare: 'userPrincipalName', alternates: ['userPrincipalName'] },
  group: { type: 'group', alternates: [] },
  application: { type: 'application', alternates: ['appId', 'uniqueName'] },
  servicePrincipal: { type: 'servicePrincipal', alternates: ['appId'] },
  device: { type: 'device', alternates: ['deviceId'] },
  administrativeUnit: { type: 'administrativeUnit', alternates: [] },
};

/** What the places of a path stand for, objects by their ids. */
export interface ResolvedKeys {
  readonly kind: 'resolved';
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the objects that a path names. An id is taken as it is: whether it is there, the operation finds out. */
export async function resolveKeys(
  params: PathParams,
  perform: <Outcome>(operation: DirectoryOperation<Outcome>) => Promise<Outcome>,
): Promise<ResolvedKeys | GraphError> {
  const resolved = new Map<string, string>();
  for (const [name, part] of Object.entries(params)) {
    // No text in the database holds a zero byte, and asking for one is an error there.
    if (textsOf(part).some((text) => text.includes('\0'))) return notFound(textsOf(part)[0] ?? '');
    const place = places[name];
    if (place === undefined) {
      // Arguments of a function reach the operation under their own names.
      const given = typeof part === 'string' ? [[name, part] as const] : Object.entries(part);
      for (const [key, value] of given) resolved.set(key, value);
      continue;
    }
    const key = keyOf(place, part);
    if (key.kind === 'error') return key;
    const id = key.kind === 'id' ? key.id : await perform(findIdByKey(key.key));
    if (id === undefined) return notFound(textsOf(part)[0] ?? '');
    resolved.set(name, id);
  }
  return { kind: 'resolved', params: Object.fromEntries(resolved) };
}

function textsOf(part: PathPart): readonly string[] {
  return typeof part === 'string' ? [part] : Object.values(part);
}

type ReadKey =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'alternate'; readonly key: AlternateKey }
  | GraphError;

function keyOf({ type, bare, alternates }: Place, part: PathPart): ReadKey {
  if (typeof part === 'string') {
    const id = parseGuid(part);
    if (id !== undefined) return { kind: 'id', id };
    if (bare === undefined) return notFound(part);
    return { kind: 'alternate', key: { type, name: bare, value: part } };
  }
  const [[name, value] = ['', ''], ...others] = Object.entries(part);
  const known = [...alternates, 'id'].find((one) => one.toLowerCase() === name.toLowerCase());
  if (known === undefined || others.length > 0) {
    return graphError(
      400,
      'BadRequest',
      `The key '${Object.keys(part).join(',').slice(0, 128)}' does not name a resource.`,
    );
  }
  if (known !== 'id') return { kind: 'alternate', key: { type, name: known, value } };
  const id = parseGuid(value);
  return id === undefined ? notFound(value) : { kind: 'id', id };
}
