import type { VNode } from 'preact';
import {
  type AccountSummary,
  Actions,
  Alert,
  ApplicationCard,
  type ApplicationSummary,
  Button,
  CurrentAccount,
  Form,
  type FormTarget,
} from '../../elements/index.js';
import type { Page, PageProps } from '../../page.js';

/** Is it this person who started the sign-in on the device? (RFC 8628 §5.4: remote phishing) */
export interface DeviceConfirmView extends FormTarget {
  readonly kind: 'device-confirm';
  readonly application: ApplicationSummary;
  /** Given when the person is signed in already. */
  readonly account?: AccountSummary;
  /** Where the device asked from: an address, with its place if known. */
  readonly origin?: string;
}

export const deviceConfirm: Page<DeviceConfirmView> = {
  title: (_, words) => words.text('deviceConfirm.title'),
  Body: DeviceConfirm,
};

function DeviceConfirm({ view, words }: PageProps<DeviceConfirmView>): VNode {
  const application = view.application.name;
  return (
    <>
      {view.account && <CurrentAccount account={view.account} target={view} words={words} />}
      <ApplicationCard application={view.application} words={words} />
      <p>{words.phrase('deviceConfirm.text', { application })}</p>
      {view.origin !== undefined && <p>{words.phrase('deviceConfirm.from', { origin: view.origin })}</p>}
      <Alert tone="warning">
        <p>{words.text('deviceConfirm.warning')}</p>
      </Alert>
      <Form target={view}>
        <Actions>
          <Button choice="yes" look="primary">
            {words.text('deviceConfirm.yes')}
          </Button>
          <Button choice="no" look="secondary">
            {words.text('action.no')}
          </Button>
        </Actions>
      </Form>
    </>
  );
}
