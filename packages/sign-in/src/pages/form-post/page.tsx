import type { VNode } from 'preact';
import { hashSource } from '../../digest.js';
import { outwardUrl } from '../../foreign/index.js';
import type { Page, PageProps } from '../../page.js';

/** An answer that posts itself to the application: `response_mode=form_post`, and the POST bindings of SAML and WS-Federation. */
export interface FormPostView {
  readonly kind: 'form-post';
  /** The redirect URI, already matched against the registration. */
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/**
 * The only script of these pages, and its CSP source. It stands in the page, so that the answer needs no further request.
 * `submit` is taken from the prototype: a field called `submit` would hide the form's own.
 */
export const formPostScript = {
  text: 'HTMLFormElement.prototype.submit.call(document.forms[0]);',
  get source(): string {
    return hashSource(this.text);
  },
} as const;

export const formPost: Page<FormPostView> = {
  title: (_, words) => words.text('formPost.title'),
  Body: FormPost,
  needs: (view) => ({
    scripts: [formPostScript.source],
    formActions: formPostActions(view.action),
    framable: true,
  }),
};

// OAuth 2.0 Form Post Response Mode §4
function FormPost({ view, words }: PageProps<FormPostView>): VNode {
  return (
    <>
      <p>{words.text('formPost.text')}</p>
      <form method="post" action={outwardUrl(view.action)} class="form">
        {view.fields.map(({ name, value }) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <button type="submit" class="button button-primary">
            {words.text('action.continue')}
          </button>
        </div>
      </form>
      <script dangerouslySetInnerHTML={{ __html: formPostScript.text }} />
    </>
  );
}

/**
 * The `form-action` sources of this page: its one form is fixed, but Chromium applies the directive to every redirect behind it as
 * well, and where the application sends the person next is not ours to know. So: any origin, over https, and over plain http only
 * where the application itself is on plain http (loopback).
 */
function formPostActions(action: string): readonly string[] {
  return [...new Set(['https:', new URL(action).protocol])];
}
