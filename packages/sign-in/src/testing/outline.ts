import { all, descendants, type ParsedElement, parsePage, textOf } from './parsed-page.js';

/**
 * A page as somebody who cannot see it meets it: headings, texts, fields with their names and descriptions, buttons with what they
 * post, links, frames. One line each, in the order of the document.
 */
export function outline(html: string): string {
  const page = parsePage(html);
  const [main] = all(page, 'main');
  if (main === undefined) throw new Error('the page has no main part');
  const inButtons = new Set(all(main, 'button').flatMap(descendants));
  const elements = descendants(main).filter((element) => !inButtons.has(element));
  return elements.flatMap((element) => line(element, page)).join('\n');
}

function line(element: ParsedElement, page: ParsedElement): readonly string[] {
  const { tag, attributes } = element;
  switch (tag) {
    case 'h1':
    case 'h2':
    case 'p':
    case 'dt':
    case 'dd':
    case 'th':
      return [`${tag} ${textOf(element)}`];
    case 'form':
      return [`form ${attributes['method']} ${attributes['action']}`];
    case 'input':
      return [inputLine(element, page)];
    case 'button':
      return [
        `button ${textOf(element)}${attributes['name'] ? ` [${attributes['name']}=${attributes['value']}]` : ''}`,
      ];
    case 'a':
      return [`link ${textOf(element)} -> ${attributes['href']}`];
    case 'iframe':
      return [`frame ${attributes['src']}`];
    case 'script':
      return [`script ${textOf(element)}`];
    default:
      return tag === 'span' && attributes['class'] === 'tile' ? [`tile ${textOf(element)}`] : [];
  }
}

function inputLine({ attributes }: ParsedElement, page: ParsedElement): string {
  const { id, name, type, value } = attributes;
  if (type === 'hidden') return `hidden ${name}=${value}`;
  const label = all(page, 'label').find((candidate) => candidate.attributes['for'] === id);
  const described = (attributes['aria-describedby'] ?? '').split(' ').filter(Boolean);
  const descriptions = described.map((part) => {
    const target = descendants(page).find((candidate) => candidate.attributes['id'] === part);
    return target === undefined ? `(${part} is missing)` : textOf(target);
  });
  const flags = ['autocomplete', 'autofocus', 'required', 'aria-invalid', 'readonly', 'hidden'].flatMap((flag) => {
    const set = attributes[flag];
    return set === undefined ? [] : [set === '' || set === 'true' ? flag : `${flag}="${set}"`];
  });
  const known = label === undefined ? '(no label)' : `"${textOf(label)}"`;
  return [
    `${type} ${known}`,
    `[${name ?? 'not posted'}=${value ?? ''}]`,
    ...flags,
    ...descriptions.map((text) => `described: ${text}`),
  ].join(' ');
}
