import type { ComponentChildren, VNode } from 'preact';
import { Actions, Button, Form, type FormTarget, Sentence } from '../../elements/index.js';
import { errorAddress } from '../../error-entry.js';
import { Foreign } from '../../foreign/index.js';
import type { Page, PageProps } from '../../page.js';

/** An error that cannot go back to the application, or that the person must see. The correlation id is the context's. */
export interface ErrorView {
  readonly kind: 'error';
  /** The number behind `AADSTS`. */
  readonly code: number;
  /** Instead of the usual heading. */
  readonly title?: string;
  /** The public sentence of the catalogue, its places filled. */
  readonly sentence: string;
  readonly remedy?: string;
  readonly requestId: string;
  /** As in `error_description`: `YYYY-MM-DD HH:MM:SSZ`. */
  readonly timestamp: string;
  /** Ways on from here, while the transaction still lives. */
  readonly recovery?: FormTarget & { readonly choices: readonly ('another-account' | 'back' | 'return')[] };
}

export const error: Page<ErrorView> = {
  title: (view, words) => view.title ?? words.text('error.title'),
  Body: ErrorBody,
};

function ErrorBody(props: PageProps<ErrorView>): VNode {
  const { view, words } = props;
  return (
    <>
      <Sentence text={view.sentence} />
      {view.remedy !== undefined && (
        <>
          <h2>{words.text('error.whatToDo')}</h2>
          <Sentence text={view.remedy} />
        </>
      )}
      {view.recovery && <Recovery {...props} recovery={view.recovery} />}
      <SupportDetails {...props} />
    </>
  );
}

const recoveryText = { 'another-account': 'account.another', back: 'action.back', return: 'action.return' } as const;

function Recovery(props: PageProps<ErrorView> & { readonly recovery: NonNullable<ErrorView['recovery']> }): VNode {
  const { recovery, words } = props;
  return (
    <Form target={recovery}>
      <Actions>
        {recovery.choices.map((choice, position) => (
          <Button choice={choice} look={position === 0 ? 'primary' : 'secondary'}>
            {words.text(recoveryText[choice])}
          </Button>
        ))}
      </Actions>
    </Form>
  );
}

/** What support asks for. One click selects the whole block, so that it can be copied without script. */
function SupportDetails({ view, context, words }: PageProps<ErrorView>): VNode {
  return (
    <section class="details" aria-labelledby="details-title">
      <h2 id="details-title">{words.text('error.details')}</h2>
      <dl class="copyable">
        <Detail term={words.text('error.code')}>
          <a href={errorAddress(view.code)}>AADSTS{view.code}</a>
        </Detail>
        <Detail term={words.text('error.correlationId')}>
          <Foreign text={context.correlationId} />
        </Detail>
        <Detail term={words.text('error.requestId')}>
          <Foreign text={view.requestId} />
        </Detail>
        <Detail term={words.text('error.timestamp')}>
          <Foreign text={view.timestamp} />
        </Detail>
      </dl>
    </section>
  );
}

function Detail({ term, children }: { readonly term: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
