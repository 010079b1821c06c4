import type { VNode } from 'preact';
import { Sentence } from '../../elements/index.js';
import type { ErrorEntry } from '../../error-entry.js';
import { Foreign } from '../../foreign/index.js';
import type { Page, PageProps } from '../../page.js';

/** One error number, at `/error?code=N`: where `error_uri` points. */
export type ErrorDetailView =
  | { readonly kind: 'error-detail'; readonly found: true; readonly entry: ErrorEntry }
  | { readonly kind: 'error-detail'; readonly found: false; readonly code: string };

export const errorDetail: Page<ErrorDetailView> = {
  title: (view, words) => (view.found ? `AADSTS${view.entry.code}` : words.text('errorDetail.unknownTitle')),
  Body: ErrorDetail,
};

function ErrorDetail({ view, words }: PageProps<ErrorDetailView>): VNode {
  return (
    <>
      {view.found ? (
        <>
          <p class="lead">
            <code>
              <Foreign text={view.entry.error} />
            </code>
          </p>
          <Sentence text={view.entry.sentence} />
          <h2>{words.text('error.whatToDo')}</h2>
          <Sentence text={view.entry.remedy} />
        </>
      ) : (
        <p>{words.phrase('errorDetail.unknown', { code: view.code })}</p>
      )}
      <p class="links">
        <a href="/error">{words.text('errorDetail.all')}</a>
      </p>
    </>
  );
}
