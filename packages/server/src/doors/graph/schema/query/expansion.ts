import type { ExpandItem, ExpandOptions } from '@gatehouse/wire';
import type { GraphError } from '../../graph-error.js';
import { noOpenProperty, propertiesOf } from '../declared-properties.js';
import type { EntityType, Navigation } from '../entity-type.js';
import { findNamed } from './property-path.js';
import {
  expandNotSupported,
  invalidLevels,
  nestedNotSupported,
  notNavigation,
  tooManyExpanded,
  unknownProperty,
  unsupportedQuery,
} from './query-error.js';
import { readSelect } from './selection.js';

/** The longest chain that `$levels` may ask for (Microsoft Graph documentation: list manager). */
const mostLevels = 1000;

/** One navigation whose entities are shown inside the answer. */
export interface Expansion {
  readonly navigation: Navigation;
  /** What is shown of them; null for what is returned by default. */
  readonly select: readonly string[] | null;
  /** How far a chain is followed; null for one step. */
  readonly levels: number | 'max' | null;
}

/** The entity types that a navigation's target stands for: several for `directoryObject`. Empty where nothing can be expanded. */
export type Expandable = (target: string) => readonly EntityType[];

export type Expansions = { readonly kind: 'expansions'; readonly expand: readonly Expansion[] } | GraphError;

/**
 * Reads an `$expand` as directory objects know it: one navigation, with `$select` inside, and `$levels` where the navigation leads on
 * (Microsoft Graph documentation: known issues, query parameters).
 * @param single whether the request is for one entity; a chain is followed from one only.
 */
export function readExpand(
  items: readonly ExpandItem[],
  type: EntityType,
  expandable: Expandable,
  single: boolean,
): Expansions {
  const [item, second] = items;
  if (item === undefined) return { kind: 'expansions', expand: [] };
  if (second !== undefined) return tooManyExpanded(items.length);
  const [written = '', ...further] = item.navigation;
  if (written === '*' || further.length > 0) return unsupportedQuery();
  const navigation = findNamed(written, type.navigations);
  if (navigation === undefined) {
    const property = findNamed(written, propertiesOf(type));
    return property === undefined
      ? unknownProperty(written, type.name, '$select')
      : notNavigation(property.name, type.name);
  }
  const targets = navigation.expand === true ? expandable(navigation.target) : [];
  if (targets.length === 0) return expandNotSupported(navigation.name, type.name);
  const refused = checkOptions(item.options, navigation, single);
  if (refused !== undefined) return refused;
  const selection = readSelect(item.options.select, targets, noOpenProperty);
  if (selection.kind === 'error') return selection;
  return { kind: 'expansions', expand: [{ navigation, select: selection.names, levels: item.options.levels }] };
}

function checkOptions(options: ExpandOptions, { levels }: Navigation, single: boolean): GraphError | undefined {
  if (options.filter !== null) return nestedNotSupported('$filter');
  if (options.orderby.length > 0) return nestedNotSupported('$orderby');
  if (options.top !== null) return nestedNotSupported('$top');
  if (options.count !== null) return nestedNotSupported('$count');
  if (options.expand.length > 0) return nestedNotSupported('$expand');
  if (options.levels === null) return undefined;
  if (levels !== true || !single) return nestedNotSupported('$levels');
  const isInRange = options.levels === 'max' || (options.levels >= 1 && options.levels <= mostLevels);
  return isInRange ? undefined : invalidLevels(mostLevels);
}
