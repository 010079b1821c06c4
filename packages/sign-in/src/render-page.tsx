import { render } from 'preact-render-to-string';
import { Layout } from './elements/index.js';
import { wordsFor } from './messages/index.js';
import type { PageContext } from './page-context.js';
import { pageOf, type PageView } from './pages/index.js';

/**
 * Renders a page.
 *
 * @returns the whole document. Send it with `contentSecurityPolicy(view, context)` and `Cache-Control: no-store`.
 * @throws when an outward address in the view would run script: registration refuses those.
 */
export function renderPage(view: PageView, context: PageContext): { readonly html: string } {
  const words = wordsFor(context.language);
  const page = pageOf(view);
  const props = { view, context, words };
  const html = render(
    <Layout
      title={page.title(view, words)}
      failed={'error' in view && view.error !== undefined}
      wide={page.wide ?? false}
      head={page.Head?.(props) ?? null}
      context={context}
      words={words}
    >
      {page.Body(props)}
    </Layout>,
  );
  return { html: `<!doctype html>${html}` };
}
