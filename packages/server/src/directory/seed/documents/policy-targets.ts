import type { Body, BodyContext, DocumentContext } from './document-section.js';
import { mapAt } from './policy-references.js';
import type { PolicyPlace } from './policy-section.js';

/** Lists of targets, `{ id, targetType }`, in which people and groups are named: where they stand, and what the id is called. */
interface TargetLists {
  readonly paths: readonly (readonly string[])[];
  readonly idProperty: string;
}

type Named = Required<Pick<PolicyPlace<object>, 'resolve' | 'unresolve' | 'namesIn'>>;

function targetsAt({ paths, idProperty }: TargetLists): Named {
  const eachTarget = (body: Body, change: (target: Body, path: readonly PropertyKey[]) => Body): Body =>
    paths.reduce<Body>(
      (changed, path) =>
        mapAt(changed, path, (list) =>
          Array.isArray(list) ? list.map((target: Body, index) => change(target, [...path, index, idProperty])) : list,
        ),
      body,
    );
  return {
    resolve: (body, context) => eachTarget(body, (target, path) => resolved(target, idProperty, path, context)),
    unresolve: (body, context) => eachTarget(body, (target) => named(target, idProperty, context)),
    namesIn: (item) => {
      const names: string[] = [];
      eachTarget(item, (target) => {
        names.push(String(target[idProperty]));
        return target;
      });
      return names;
    },
  };
}

function kindOf(target: Body): 'user' | 'group' | undefined {
  const { targetType } = target;
  return targetType === 'user' || targetType === 'group' ? targetType : undefined;
}

/** Words that are no names. */
const everybody: ReadonlySet<string> = new Set(['all_users', 'AllUsers']);

function resolved(target: Body, idProperty: string, path: readonly PropertyKey[], context: BodyContext): Body {
  const kind = kindOf(target);
  const name = String(target[idProperty]);
  if (kind === undefined || everybody.has(name)) return target;
  const found = context.references.find(name, [kind]);
  if (found === undefined && !/^[0-9a-f-]{36}$/i.test(name)) context.refuse(path, `no ${kind} is called \`${name}\``);
  return found === undefined ? target : { ...target, [idProperty]: found.id };
}

function named(target: Body, idProperty: string, context: DocumentContext): Body {
  const kind = kindOf(target);
  const id = String(target[idProperty]);
  if (kind === undefined || everybody.has(id)) return target;
  const name = context.references.nameOf(id, [kind]);
  return { ...target, [idProperty]: everybody.has(name) ? id : name };
}

const campaign = ['registrationEnforcement', 'authenticationMethodsRegistrationCampaign'];

/** Who is asked to register methods. */
export const campaignTargets = targetsAt({
  paths: [
    [...campaign, 'includeTargets'],
    [...campaign, 'excludeTargets'],
  ],
  idProperty: 'id',
});

/** Who may use a method. */
export const methodTargets = targetsAt({ paths: [['includeTargets'], ['excludeTargets']], idProperty: 'id' });

/** Who of the tenant may go where; who comes is at home elsewhere, and stands by id. */
export const crossTenantTargets = targetsAt({
  paths: [
    ['b2bCollaborationOutbound', 'usersAndGroups', 'targets'],
    ['b2bDirectConnectOutbound', 'usersAndGroups', 'targets'],
  ],
  idProperty: 'target',
});
