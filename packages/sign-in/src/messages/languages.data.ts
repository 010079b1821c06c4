import type { Language } from './language.js';
import { en } from './en.data.js';

/** The languages of the hosted pages, by BCP 47 primary tag. To add one: its catalogue beside `en.data.ts`, and a line here. */
export const languages: Readonly<Record<string, Language>> = {
  en: { tag: 'en', direction: 'ltr', catalogue: en },
};
