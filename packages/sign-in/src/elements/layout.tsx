import type { ComponentChildren, VNode } from 'preact';
import { Foreign, foreignText } from '../foreign/index.js';
import type { Words } from '../messages/index.js';
import type { PageContext } from '../page-context.js';
import { brandingStyle } from '../style/index.js';
import { Icon } from './icon.js';

interface LayoutProps {
  readonly title: string;
  /** The page reports a value that was not accepted. */
  readonly failed: boolean;
  readonly wide: boolean;
  readonly head: ComponentChildren;
  readonly context: PageContext;
  readonly words: Words;
  readonly children: ComponentChildren;
}

const productName = 'Gatehouse';

/** The document around every page: head, brand, the one heading, and the card. */
export function Layout({ title, failed, wide, head, context, words, children }: LayoutProps): VNode {
  return (
    <html lang={words.tag} dir={words.direction}>
      <head>
        <meta charset="utf-8" />
        <title>{documentTitle(title, failed, context, words)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        {/* Addresses of these pages hold state; `no-referrer` would also take the Origin header from their own forms. */}
        <meta name="referrer" content="strict-origin" />
        <link rel="icon" href={icon} />
        <link rel="stylesheet" href={context.stylesheetHref} />
        <BrandingStyle context={context} />
        {head}
      </head>
      <body>
        <div class={wide ? 'card card-wide' : 'card'}>
          <Brand context={context} />
          <main>
            <h1>
              <Foreign text={title} />
            </h1>
            {children}
          </main>
        </div>
        {context.tenantName !== undefined && <footer>{words.text('layout.footer')}</footer>}
      </body>
    </html>
  );
}

function Brand({ context }: { readonly context: PageContext }): VNode {
  const logo = context.branding?.logo;
  return (
    <header class="brand">
      {logo !== undefined && ownPicture.test(logo) ? <img src={logo} alt="" /> : <Icon name="gate" />}
      <span class="brand-name">
        <Foreign text={context.tenantName ?? productName} />
      </span>
    </header>
  );
}

/** A path on this origin (not `//host`), or a picture in the address itself. */
const ownPicture = /^(?:\/(?![/\\])|data:image\/)/;

function BrandingStyle({ context }: { readonly context: PageContext }): VNode | null {
  const css = brandingStyle(context.branding);
  return css === undefined ? null : <style dangerouslySetInnerHTML={{ __html: css }} />;
}

function documentTitle(title: string, failed: boolean, context: PageContext, words: Words): string {
  const own = foreignText(failed ? `${words.text('layout.errorPrefix')} ${title}` : title);
  const brand = foreignText(context.tenantName ?? productName);
  return own === brand ? own : `${own} · ${brand}`;
}

/** The gate as a picture in the address, so that no browser asks for `/favicon.ico`. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#12806a" stroke-width="2.4" stroke-linecap="round"><path d="M4 21V11a8 8 0 0 1 16 0v10M12 8v13M8 15h8M2.5 21h19"/></svg>',
)}`;
