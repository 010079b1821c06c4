import type { VNode } from 'preact';
import { Actions, Button, Field, Form, type FormTarget } from '../../elements/index.js';
import type { Page, PageProps } from '../../page.js';
import { fieldNames } from '../../posted-form.js';

/** Type the code of the device (RFC 8628 §3.3). */
export interface DeviceCodeView extends FormTarget {
  readonly kind: 'device-code';
  /** What was typed last. */
  readonly userCode?: string;
  readonly error?: string | undefined;
}

export const deviceCode: Page<DeviceCodeView> = {
  title: (_, words) => words.text('deviceCode.title'),
  Body: DeviceCode,
};

function DeviceCode({ view, words }: PageProps<DeviceCodeView>): VNode {
  return (
    <>
      <p>{words.text('deviceCode.text')}</p>
      <Form target={view}>
        <Field
          name={fieldNames.userCode}
          label={words.text('deviceCode.code')}
          hint={words.text('deviceCode.codeHint')}
          error={view.error}
          input={{
            type: 'text',
            class: 'code-input',
            dir: 'ltr',
            value: view.userCode ?? '',
            autocomplete: 'one-time-code',
            autocapitalize: 'characters',
            autocorrect: 'off',
            spellcheck: false,
            // Forgiving (RFC 8628 §6.1): room for spaces and dashes, no pattern.
            maxLength: 32,
            autofocus: true,
            required: true,
          }}
        />
        <Actions>
          <Button choice="next" look="primary">
            {words.text('action.next')}
          </Button>
        </Actions>
      </Form>
    </>
  );
}
