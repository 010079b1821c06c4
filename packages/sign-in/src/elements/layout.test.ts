import { describe, expect, it } from 'vitest';
import type { Branding } from '../page-context.js';
import { renderPage } from '../render-page.js';
import { sampleContext } from '../samples/index.js';
import { all, parsePage, textOf } from '../testing/parsed-page.js';

function pageWith(branding: Branding) {
  const view = { kind: 'message', title: 'Title', text: 'Text' } as const;
  return parsePage(renderPage(view, { ...sampleContext, branding }).html);
}

describe('the brand area', () => {
  it.each(['/gatehouse/branding/contoso.png', 'data:image/png;base64,AAAA'])('shows a logo of our own: %s', (logo) => {
    const [image] = all(pageWith({ logo }), 'img');
    expect(image?.attributes).toEqual({ src: logo, alt: '' });
  });

  it.each(['https://cdn.example/logo.png', '//cdn.example/logo.png', '/\\cdn.example/logo.png', 'javascript:alert(1)'])(
    'shows no logo from elsewhere: %s',
    (logo) => {
      expect(all(pageWith({ logo }), 'img')).toEqual([]);
    },
  );

  it('names the tenant', () => {
    const [header] = all(pageWith({}), 'header');
    expect(header && textOf(header)).toBe('Contoso');
  });
});
