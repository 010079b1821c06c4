import { contentHash } from '../digest.js';
import { documentCss } from './document.css.js';
import { formCss } from './form.css.js';
import { summaryCss } from './summary.css.js';
import { tableCss } from './table.css.js';
import { tokensCss } from './tokens.css.js';

const css = [tokensCss, documentCss, formCss, summaryCss, tableCss].map(compact).join('\n');

/** The stylesheet of all hosted pages, under a path that changes with its content. */
export const stylesheet = {
  path: `/gatehouse/static/sign-in.${contentHash(css)}.css`,
  contentType: 'text/css; charset=utf-8',
  body: css,
} as const;

/** Takes out comments and indentation. */
function compact(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
