import type { en } from './en.data.js';

/** The name of one sentence of the pages. */
export type MessageId = keyof typeof en;

/** One language: how its pages are marked up, and its sentences with the same places as the English ones. */
export interface Language {
  /** BCP 47 tag for the `lang` attribute. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly catalogue: Readonly<Record<MessageId, string>>;
}

type PlacesIn<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesIn<Rest>
  : never;

/** The names of the places that a message leaves open. */
export type PlacesOf<Id extends MessageId> = PlacesIn<(typeof en)[Id]>;

/** Messages with places, to be filled by the page. */
export type PhraseId = { [Id in MessageId]: [PlacesOf<Id>] extends [never] ? never : Id }[MessageId];

/** Messages that are complete as they stand. */
export type TextId = Exclude<MessageId, PhraseId>;
