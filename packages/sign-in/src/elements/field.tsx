import type { ComponentChildren, InputHTMLAttributes, VNode } from 'preact';
import { Foreign } from '../foreign/index.js';
import { Icon } from './icon.js';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** Why the last value was not accepted; read out with the field. */
  readonly error?: string | undefined;
  /** Anything else that belongs on the input. */
  readonly input: InputHTMLAttributes;
}

/** A labelled text input with its hint and its error. */
export function Field({ name, label, hint, error, input }: FieldProps): VNode {
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return (
    <div class={error ? 'field field-invalid' : 'field'}>
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${name}-error`}>
          <Icon name="warning" />
          <Foreign text={error} />
        </p>
      )}
      <input
        {...input}
        id={name}
        name={name}
        {...(error ? { 'aria-invalid': 'true' as const } : {})}
        {...(described ? { 'aria-describedby': described } : {})}
      />
    </div>
  );
}
