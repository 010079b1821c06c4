import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { en } from './en.data.js';
import type { Language, MessageId } from './language.js';
import { languages } from './languages.data.js';
import { wordsFor, wordsOf } from './words.js';

const ids = Object.keys(en) as MessageId[];
const places = (message: string) => new Set([...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
const mirrored: Language = { tag: 'ar', direction: 'rtl', catalogue: en };

describe('the message catalogues', () => {
  it.each(Object.entries(languages))('%s has every message, with the places of the English one', (tag, language) => {
    expect(language.tag).toBe(tag);
    expect(Object.keys(language.catalogue).sort()).toEqual([...ids].sort());
    for (const id of ids) expect(places(language.catalogue[id]), id).toEqual(places(en[id]));
  });

  it.each(ids)('%s says something, with no stray brace or space', (id) => {
    expect(en[id].trim()).toBe(en[id]);
    expect(en[id].replace(/\{\w+\}/g, 'x')).toMatch(/^[^{}]+$/);
  });
});

describe('the words for a language', () => {
  it.each(['en', 'EN', 'en-GB', 'de', 'ar-EG', '', 'constructor', '__proto__'])(
    'are English, and say so, for %j',
    (tag) => {
      const words = wordsFor(tag);
      expect([words.tag, words.direction]).toEqual(['en', 'ltr']);
    },
  );

  it('carry the writing direction of the language', () => {
    expect(wordsOf(mirrored)).toMatchObject({ tag: 'ar', direction: 'rtl' });
  });
});

describe('a phrase', () => {
  const words = wordsFor('en');
  const rendered = (application: string) => render(h('p', null, words.phrase('consent.wants', { application })));

  it('isolates foreign text and escapes it', () => {
    expect(rendered('<b>&\u202e')).toBe('<p><bdi>&lt;b>&amp;</bdi> would like to:</p>');
  });

  it('does not read places into foreign text', () => {
    expect(rendered('{application}')).toBe('<p><bdi>{application}</bdi> would like to:</p>');
  });

  it('takes markup of ours as it is', () => {
    const phrase = words.phrase('consent.review', { place: h('a', { href: '/myapps' }, 'My Apps') });
    expect(render(h('p', null, phrase))).toContain('in <a href="/myapps">My Apps</a>.');
  });
});
