import type { ComponentChild, ComponentChildren } from 'preact';
import { Foreign } from '../foreign/index.js';
import type { Language, PhraseId, PlacesOf, TextId } from './language.js';
import { languages } from './languages.data.js';
import { en } from './en.data.js';

/** What stands in a place of a phrase: foreign text (isolated by the lookup) or markup of ours. */
export type PlaceValue = string | Exclude<ComponentChild, string>;

/** The sentences of one language. */
export interface Words {
  /** For the `lang` attribute. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  /** A complete message. */
  text(id: TextId): string;
  /** A message with places. Strings put into it are foreign: their direction is isolated. */
  phrase<Id extends PhraseId>(id: Id, values: Readonly<Record<PlacesOf<Id>, PlaceValue>>): ComponentChildren;
}

const english: Language = { tag: 'en', direction: 'ltr', catalogue: en };

/** The words for a BCP 47 tag: its own language, else that of its primary subtag, else English. */
export function wordsFor(tag: string): Words {
  const wanted = tag.toLowerCase();
  const primary = wanted.split('-', 1)[0] ?? '';
  return wordsOf(languageNamed(wanted) ?? languageNamed(primary) ?? english);
}

/** The words of one language. */
export function wordsOf(language: Language): Words {
  return {
    tag: language.tag,
    direction: language.direction,
    text: (id) => language.catalogue[id],
    phrase: (id, values) => fill(language.catalogue[id], values),
  };
}

function languageNamed(tag: string): Language | undefined {
  return Object.hasOwn(languages, tag) ? languages[tag] : undefined;
}

/** Split at `{place}`, the odd pieces are the names of places. */
function fill(message: string, values: Readonly<Record<string, PlaceValue>>): ComponentChildren {
  return message.split(/\{(\w+)\}/).map((piece, position) => {
    if (position % 2 === 0) return piece;
    const value = values[piece];
    return typeof value === 'string' ? <Foreign text={value} /> : value;
  });
}
