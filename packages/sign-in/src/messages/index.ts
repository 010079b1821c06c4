// The texts of the hosted pages, in one catalogue per language, with a lookup that knows which places a message leaves open.
// Owns language tags and writing direction. Refuses sentences written inside pages.
// Called by `elements`, the pages and `render-page`; the server uses it for the error texts it puts into views.
export type { Language, MessageId, PhraseId, PlacesOf, TextId } from './language.js';
export { type PlaceValue, type Words, wordsFor } from './words.js';
