import type { VNode } from 'preact';
import { outwardUrl } from '../../foreign/index.js';
import type { Page, PageProps } from '../../page.js';

/** The session has ended; the applications in it are told through hidden frames. */
export interface SignedOutView {
  readonly kind: 'signed-out';
  /** With `iss` and `sid` already added (OpenID Connect Front-Channel Logout 1.0 §3). */
  readonly frontChannelLogoutUrls: readonly string[];
  /** The registered post-logout redirect URI with `state` already added. */
  readonly continueTo?: string;
}

export const signedOut: Page<SignedOutView> = {
  title: (_, words) => words.text('signedOut.title'),
  Head,
  Body: SignedOut,
  needs: (view) => ({ frames: view.frontChannelLogoutUrls, framable: true }),
};

/** HTML §4.2.5.3: a refresh falls due once the document is completely loaded, its frames included, so zero seconds waits for them. */
function Head({ view }: PageProps<SignedOutView>): VNode | null {
  if (view.continueTo === undefined) return null;
  return <meta http-equiv="refresh" content={`0; url=${outwardUrl(view.continueTo)}`} />;
}

function SignedOut({ view, words }: PageProps<SignedOutView>): VNode {
  return (
    <>
      <p>{words.text('signedOut.text')}</p>
      {view.continueTo !== undefined && (
        <div class="actions">
          <a class="button button-primary" href={outwardUrl(view.continueTo)}>
            {words.text('action.continue')}
          </a>
        </div>
      )}
      {view.frontChannelLogoutUrls.map((url) => (
        // The frame may run its script with its own cookies, but not take over the window.
        <iframe
          hidden
          title={words.text('signedOut.frame')}
          src={outwardUrl(url)}
          sandbox="allow-scripts allow-same-origin"
        />
      ))}
    </>
  );
}
