import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Sentence } from './sentence.js';

const rendered = (text: string) => render(h(Sentence, { text })).replace(/<\/?bdi>/g, '');

describe('a sentence of the error catalogue', () => {
  it('begins with a capital, ends with a stop, and shows what is in backticks as code', () => {
    expect(rendered('the scope `{scope}` is not valid')).toBe(
      '<p class="sentence" dir="auto">The scope <code>{scope}</code> is not valid.</p>',
    );
  });

  it('keeps the end it has', () => {
    expect(rendered('Send `login_hint` or `sid`.')).toContain('<code>sid</code>.</p>');
    expect(rendered('Did you mean this?')).toContain('this?</p>');
  });

  it('escapes what people put into it', () => {
    expect(rendered('the user `<img src=x onerror=alert(1)>` is unknown')).toContain('<code>&lt;img src=x');
  });
});
