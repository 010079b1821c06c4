import type { Condition, TenantId } from '@gatehouse/model';
import { compileCondition, type Scope } from './compile-condition.js';
import { normalForm } from './normal-form.js';
import { Parameters } from './parameters.js';
import { looksElsewhere, splitServed } from './served.js';
import type { Shape } from './shape.js';

/** Whose objects are asked for, and how many may be looked at. */
export interface QueryContext {
  readonly tenant: TenantId;
  /** How many objects a page tries the condition on, where no index serves it. Default 5,000. */
  readonly walkLimit?: number;
  /** How many objects a count looks at. Default 200,000. */
  readonly countLimit?: number;
}

/** A condition as far as it is the same for pages and counts. */
export interface Narrowed {
  readonly parameters: Parameters;
  /** What picks one object, beside its id. */
  readonly object: readonly string[];
  /** The same, and what indexes serve of the condition. */
  readonly conditions: readonly string[];
  /** What must be tried on each object; undefined when nothing has to be. */
  readonly rest: string | undefined;
}

/** Compiles a condition into what narrows the objects down and what is tried on them. */
export function narrow(shape: Shape<unknown>, condition: Condition | null, { tenant }: QueryContext): Narrowed {
  const parameters = new Parameters();
  const own = parameters.bind(tenant);
  const object = shape.tenant.map((column) => `${column} = ${own}`);
  if (shape.within !== undefined) object.push(`(${parameters.text(shape.within)})`);
  if (condition === null) return { parameters, object, conditions: object, rest: undefined };
  const { anchors, rest } = splitServed(normalForm(condition), shape.fields);
  const { fields, id } = shape;
  const scope = (lookup: Scope['lookup']): Scope => ({ parameters, tenant: own, fields, id: id.column, lookup });
  const anchored = anchors.map((anchor) => compileAnchor(anchor, shape, object, scope('first')));
  const tried = rest.map((each) => compileCondition(each, scope('after')));
  return {
    parameters,
    object,
    conditions: [...object, ...anchored],
    rest: tried.length === 0 ? undefined : tried.join(' and '),
  };
}

/** An index cannot look into several tables at once: alternatives that do are gathered one by one. */
function compileAnchor(anchor: Condition, shape: Shape<unknown>, object: readonly string[], scope: Scope): string {
  if (anchor.kind === 'and') {
    return anchor.operands.map((operand) => compileAnchor(operand, shape, object, scope)).join(' and ');
  }
  if (anchor.kind !== 'or' || !looksElsewhere(anchor)) return compileCondition(anchor, scope);
  const gathered = anchor.operands.map((operand) => {
    const conditions = [...object, compileAnchor(operand, shape, object, scope)];
    return `select ${shape.id.column} from ${shape.from} where ${conditions.join(' and ')}`;
  });
  return `${shape.id.column} in (${gathered.join(' union all ')})`;
}
