import {
  type EntraFile,
  type EntraKind,
  type EntraObject,
  type EntraRelation,
  type JsonObject,
  type Loss,
  textOf,
} from './entra-export.js';
import {
  expandedKinds,
  kindsOfCollections,
  kindsOfTypes,
  relationOwners,
  repeatedRelations,
  shapes,
} from './entra-kinds.data.js';
import { isConditionalAccess, readContext } from './read-context.js';
import { unpackFile } from './unpack-file.js';

/** What the files of an export hold. */
export interface ClassifiedFiles {
  readonly objects: readonly EntraObject[];
  readonly relations: readonly EntraRelation[];
  readonly losses: readonly Loss[];
}

/** Tells what each file holds: by the type or context that Graph wrote into it, else by its name, else by what its objects have. */
export function classifyFiles(files: readonly EntraFile[]): ClassifiedFiles {
  const objects: EntraObject[] = [];
  const relations: EntraRelation[] = [];
  const losses: Loss[] = [];
  for (const file of files) {
    const lose = (reason: string): void => void losses.push({ kind: 'file', object: file.path, reason });
    const names = namesIn(file.path);
    const repeated = relationIn(names, repeatedRelations);
    if (repeated !== undefined) {
      lose(`is not read: what \`${repeated.relation}\` tells, the relations of the other side tell`);
      continue;
    }
    let unknown = 0;
    for (const { context, items } of unpackFile(file, lose)) {
      const { kind: kindOfContext, relation: told } = readContext(context);
      const relation = told ?? relationIn(names, relationOwners);
      if (relation !== undefined) {
        relations.push({ ...relation, objects: items, file: file.path });
        continue;
      }
      const ofFile = kindOfContext ?? kindOfPath(names);
      for (const value of items) {
        const kind = kindOfType(value) ?? ofFile ?? kindOfShape(value);
        if (kind === undefined) unknown += 1;
        else objects.push({ kind, value, file: file.path }, ...expandedIn(value, file.path));
      }
    }
    if (unknown > 0) lose(`holds ${unknown} objects of no kind known here`);
  }
  return { objects, relations, losses };
}

/** The folders and the name of a file, without what numbers its page: `users-page-2.json`, `users (3).json`. */
function namesIn(path: string): readonly string[] {
  const parts = path.toLowerCase().split('/');
  return parts.map((part, index) =>
    index < parts.length - 1 ? part : part.replace(/\.json$/, '').replace(/[-_. ]?(?:page)?[-_. ]?\(?\d{0,9}\)?$/, ''),
  );
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `groups/{id}/members.json`, `groups/{id}/members/{id}.json` */
function relationIn(
  names: readonly string[],
  known: { has(name: string): boolean },
): { readonly relation: string; readonly of: string } | undefined {
  const at = names.findLastIndex((name) => known.has(name));
  const [of, relation] = [names[at - 1], names[at]];
  if (of === undefined || relation === undefined || (at < 2 && !guid.test(of))) return undefined;
  return { relation, of };
}

function kindOfPath(names: readonly string[]): EntraKind | undefined {
  const kinds = names.map((name, index) =>
    isConditionalAccess(name, names[index - 1] ?? '')
      ? 'conditionalAccessPolicy'
      : (kindsOfCollections.get(name) ?? kindsOfTypes.get(name)),
  );
  return kinds.findLast((kind) => kind !== undefined);
}

function kindOfType(item: JsonObject): EntraKind | undefined {
  const type = textOf(item['@odata.type']) ?? '';
  return kindsOfTypes.get(type.replace(/^#?microsoft\.graph\./i, '').toLowerCase());
}

function kindOfShape(item: JsonObject): EntraKind | undefined {
  return shapes.find(([, names]) => names.every((name) => item[name] !== undefined))?.[0];
}

/** Grants and assignments that are expanded in who has them. */
function expandedIn(value: JsonObject, file: string): readonly EntraObject[] {
  return [...expandedKinds].flatMap(([property, kind]) => {
    const list = value[property];
    return Array.isArray(list)
      ? list
          .filter((one) => typeof one === 'object' && one !== null)
          .map((one: JsonObject) => ({ kind, value: one, file }))
      : [];
  });
}
