import type { VNode } from 'preact';
import { Alert } from '../../elements/index.js';
import { Foreign, outwardUrl } from '../../foreign/index.js';
import type { Page, PageProps } from '../../page.js';

/** What stands at `/`. */
export interface HomeView {
  readonly kind: 'home';
  /** Tenants that may be named in public; none is fine. */
  readonly tenants: readonly { readonly displayName: string; readonly metadataUrl: string }[];
  /** How to sign in here, line by line; development mode only. */
  readonly developmentHints?: readonly string[];
}

export const home: Page<HomeView> = {
  title: (_, words) => words.text('home.title'),
  Body: Home,
};

function Home({ view, context, words }: PageProps<HomeView>): VNode {
  return (
    <>
      <p class="lead">{words.phrase('home.text', { address: context.baseUrl })}</p>
      {view.developmentHints && (
        <Alert tone="info">
          <p class="alert-title">{words.text('home.development')}</p>
          {view.developmentHints.map((line) => (
            <p>
              <Foreign text={line} />
            </p>
          ))}
        </Alert>
      )}
      {view.tenants.length > 0 && <h2>{words.text('home.tenants')}</h2>}
      <ul class="tenants">
        {view.tenants.map(({ displayName, metadataUrl }) => (
          <li>
            <span class="tile-name">
              <Foreign text={displayName} />
            </span>
            <a href={outwardUrl(metadataUrl)}>{words.text('home.metadata')}</a>
          </li>
        ))}
      </ul>
      <p class="links">
        <a href="/error">{words.text('home.errors')}</a>
      </p>
    </>
  );
}
