import type { VNode } from 'preact';
import { type AccountSummary, Actions, Button, CurrentAccount, Form, type FormTarget } from '../../elements/index.js';
import type { Page, PageProps } from '../../page.js';

/** May the session outlive the browser? */
export interface StaySignedInView extends FormTarget {
  readonly kind: 'stay-signed-in';
  readonly account: AccountSummary;
}

export const staySignedIn: Page<StaySignedInView> = {
  title: (_, words) => words.text('staySignedIn.title'),
  Body: StaySignedIn,
};

function StaySignedIn({ view, words }: PageProps<StaySignedInView>): VNode {
  return (
    <>
      <CurrentAccount account={view.account} target={view} words={words} />
      <p>{words.text('staySignedIn.text')}</p>
      <p>{words.text('staySignedIn.warning')}</p>
      <Form target={view}>
        <Actions>
          <Button choice="yes" look="primary">
            {words.text('action.yes')}
          </Button>
          <Button choice="no" look="secondary">
            {words.text('action.no')}
          </Button>
        </Actions>
      </Form>
    </>
  );
}
