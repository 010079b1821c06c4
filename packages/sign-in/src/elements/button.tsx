import type { ComponentChildren, VNode } from 'preact';
import { type Choice, fieldNames } from '../posted-form.js';

interface ButtonProps {
  readonly choice: Choice;
  /** `primary` goes on, `secondary` is the way back, `quiet` is a side path. */
  readonly look: 'primary' | 'secondary' | 'quiet';
  readonly children: ComponentChildren;
}

/** A submit button that says which choice it stands for. The ways back ignore what is missing in the form. */
export function Button({ choice, look, children }: ButtonProps): VNode {
  return (
    <button
      type="submit"
      class={`button button-${look}`}
      name={fieldNames.choice}
      value={choice}
      formnovalidate={look !== 'primary'}
    >
      {children}
    </button>
  );
}

/** The row of buttons that ends a form. */
export function Actions({ children }: { readonly children: ComponentChildren }): VNode {
  return <div class="actions">{children}</div>;
}
