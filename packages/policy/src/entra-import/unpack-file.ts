import { isObject, type EntraFile, type JsonObject, textOf } from './entra-export.js';

/** One answer of Graph in a file: its objects, and what it says of them. */
export interface Answer {
  readonly context: string | undefined;
  readonly items: readonly JsonObject[];
}

/** Deeper than this Graph nests nothing. */
const mostLevels = 32;

const notWhole = 'has an `@odata.nextLink`: the export is not whole, unless another file holds the page that follows';

/**
 * Takes the answers out of a file: a page (`value`), several pages in a list, a list of objects, one object, or the answers to a batch.
 * @param lose hears of everything in the file that is none.
 */
export function unpackFile({ value }: EntraFile, lose: (reason: string) => void): readonly Answer[] {
  const pages = Array.isArray(value) && value.length > 0 && value.every(isPage) ? value : [value];
  return pages.flatMap((page) => unpackAnswers(page, lose));
}

function unpackAnswers(value: unknown, lose: (reason: string) => void): readonly Answer[] {
  if (!isObject(value) || !Array.isArray(value['responses'])) return unpackAnswer(value, lose);
  // Microsoft Graph documentation: JSON batching
  return value['responses'].flatMap((response: unknown) => {
    const { id, status, body } = isObject(response) ? response : {};
    const shown = typeof id === 'string' || typeof id === 'number' ? String(id) : '';
    if (typeof status !== 'number' || status < 200 || status > 299) {
      lose(`the answer \`${shown}\` of the batch is an error (${typeof status === 'number' ? status : 'no status'})`);
      return [];
    }
    return unpackAnswer(body, lose);
  });
}

function unpackAnswer(value: unknown, lose: (reason: string) => void): readonly Answer[] {
  if (Array.isArray(value)) return [{ context: undefined, items: soundItems(value, lose) }];
  if (!isObject(value)) {
    lose('holds neither an object nor a list of objects');
    return [];
  }
  const { error } = value;
  if (isObject(error) && textOf(error['code']) !== undefined) {
    lose(`holds an error of Graph in place of an answer: ${String(error['code'])}`);
    return [];
  }
  const context = textOf(value['@odata.context']);
  if (value['@odata.nextLink'] != null) lose(notWhole);
  return [{ context, items: soundItems(isPage(value) ? value['value'] : [value], lose) }];
}

function isPage(value: unknown): value is JsonObject & { readonly value: readonly unknown[] } {
  return isObject(value) && Array.isArray(value['value']);
}

/** The objects among the elements of a list that are not nested without end. */
function soundItems(elements: readonly unknown[], lose: (reason: string) => void): readonly JsonObject[] {
  const objects = elements.filter(isObject);
  if (objects.length < elements.length) lose(`holds ${elements.length - objects.length} elements that are no objects`);
  const sound = objects.filter((one) => !isDeeper(one, mostLevels));
  if (sound.length < objects.length) {
    lose(`holds ${objects.length - sound.length} objects that are nested more than ${mostLevels} levels deep`);
  }
  return sound;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}
