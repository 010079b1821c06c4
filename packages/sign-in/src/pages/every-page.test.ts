import { describe, expect, it } from 'vitest';
import { fieldNames } from '../posted-form.js';
import { sampleViews } from '../samples/index.js';
import { staticAssets } from '../static-assets.js';
import { all, descendants, type ParsedElement, parsePage, textOf } from '../testing/parsed-page.js';
import { sample } from '../testing/sample.js';
import { pages } from './index.js';

it('there is a sample of every page', () => {
  expect([...new Set(sampleViews.map(({ view }) => view.kind))].sort()).toEqual(Object.keys(pages).sort());
});

const attributesOf = (page: ParsedElement, name: string) =>
  descendants(page).flatMap(({ attributes }) => attributes[name] ?? []);
const typeOf = ({ attributes }: ParsedElement) => attributes['type'];

describe.each(sampleViews.map(({ name, view }) => ({ name, view })))('the page $name', ({ name, view }) => {
  const { html } = sample(name);
  const page = parsePage(html);
  const fields = all(page, 'input').filter(
    (input) => typeOf(input) !== 'hidden' && input.attributes['hidden'] === undefined,
  );

  it('says its language and writing direction', () => {
    expect(all(page, 'html')[0]?.attributes).toEqual({ lang: 'en', dir: 'ltr' });
  });

  it('has one heading of the first rank, in the main part', () => {
    const [main] = all(page, 'main');
    expect(all(page, 'main')).toHaveLength(1);
    expect(all(page, 'h1')).toHaveLength(1);
    expect(main && all(main, 'h1').map(textOf).join('')).not.toBe('');
  });

  it('gives every field a label, and every id once', () => {
    const ids = attributesOf(page, 'id');
    expect(new Set(ids).size).toBe(ids.length);
    const labelled = all(page, 'label').map(({ attributes }) => attributes['for']);
    for (const { attributes } of fields) expect(labelled).toContain(attributes['id']);
  });

  it('describes fields by elements that exist', () => {
    const references = [...attributesOf(page, 'aria-describedby'), ...attributesOf(page, 'aria-labelledby')];
    for (const id of references.flatMap((ids) => ids.split(' '))) expect(attributesOf(page, 'id')).toContain(id);
  });

  it('marks a field as wrong exactly when the view says so', () => {
    const wrong = fields.filter(({ attributes }) => attributes['aria-invalid'] === 'true');
    expect(wrong).toHaveLength('error' in view && view.error !== undefined ? 1 : 0);
  });

  it('puts the cursor into its text field, and nowhere else', () => {
    const focused = descendants(page).filter(({ attributes }) => attributes['autofocus'] !== undefined);
    expect(focused).toEqual(fields.filter((field) => typeOf(field) === 'text' || typeOf(field) === 'password'));
  });

  it('carries the flow in each form of ours, and posts it', () => {
    for (const form of all(page, 'form')) {
      expect(form.attributes['method']).toBe('post');
      const hidden = all(form, 'input').filter((input) => input.attributes['name'] === fieldNames.flow);
      expect(hidden.map(({ attributes }) => [attributes['type'], attributes['value']])).toEqual(
        view.kind === 'form-post' ? [] : [['hidden', 'example-flow-state']],
      );
    }
  });

  it('goes on when Enter is pressed in a field: the first button of a form with fields leads on', () => {
    for (const form of all(page, 'form').filter((each) => all(each, 'label').length > 0)) {
      const [first] = all(form, 'button');
      expect(['next', 'accept']).toContain(first?.attributes['value']);
    }
  });

  it('lets every way back be pressed with an empty field', () => {
    const back = all(page, 'button').filter(({ attributes }) =>
      ['cancel', 'back', 'another-account'].includes(attributes['value'] ?? ''),
    );
    const besideFields = back.filter((button) =>
      all(page, 'form').some((form) => all(form, 'label').length > 0 && all(form, 'button').includes(button)),
    );
    for (const { attributes } of besideFields) expect(attributes['formnovalidate']).toBe('');
  });

  it('has no inline handler and no inline style', () => {
    const names = descendants(page).flatMap(({ attributes }) => Object.keys(attributes));
    expect(names.filter((attribute) => attribute === 'style' || attribute.startsWith('on'))).toEqual([]);
  });

  it('loads nothing but the stylesheet we serve, and the frames it was asked for', () => {
    const links = all(page, 'link').map(({ attributes }) => attributes['href'] ?? '');
    const served = staticAssets.map(({ path }) => path);
    expect(links.filter((href) => !href.startsWith('data:image/'))).toEqual(served);
    const frames = view.kind === 'signed-out' ? view.frontChannelLogoutUrls : [];
    expect(attributesOf(page, 'src')).toEqual(frames);
  });

  it('keeps its own address to itself', () => {
    const referrer = all(page, 'meta').find(({ attributes }) => attributes['name'] === 'referrer');
    expect(referrer?.attributes['content']).toBe('strict-origin');
  });
});
