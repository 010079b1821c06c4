/** Forms: fields, buttons, tick boxes, lists of accounts. */
export const formCss = `
.form { margin-block-start: 1.25rem; }
.form > p { margin-block-end: 0.5rem; }

.field { margin-block-end: 1.25rem; }
.field label { display: block; margin-block-end: 0.375rem; font-weight: 600; }

input:not([type='checkbox']) {
  display: block;
  width: 100%;
  min-height: 3rem;
  padding: 0.5rem 0.875rem;
  font: inherit;
  color: var(--text);
  background: var(--surface);
  border: 1px solid var(--edge);
  border-radius: var(--radius);
}
input:not([type='checkbox']):hover { border-color: var(--text-quiet); }
input:focus-visible { outline-offset: 0; border-color: var(--focus); border-radius: var(--radius); }

.field-invalid input { border: 2px solid var(--error); }

.hint { margin: 0 0 0.5rem; color: var(--text-quiet); font-size: 0.9375rem; }

.field-error {
  display: flex;
  gap: 0.5rem;
  margin: 0 0 0.5rem;
  color: var(--error);
  font-weight: 500;
}
.field-error .icon { margin-block-start: 0.125rem; }

input.code-input {
  min-height: 4rem;
  font: 600 1.625rem/1.2 var(--font-code);
  letter-spacing: 0.12em;
  text-align: center;
  text-transform: uppercase;
}

/* Two buttons share a line when both labels fit in a half, else each has a line of its own. */
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-block-start: 1.5rem; }
.actions .button { flex: 1 1 auto; min-width: calc(50% - 0.375rem); }

.button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-height: 3rem;
  padding: 0.5rem 1.25rem;
  font: inherit;
  font-weight: 600;
  line-height: 1.3;
  text-align: center;
  text-decoration: none;
  border: 1px solid transparent;
  border-radius: var(--radius);
  cursor: pointer;
}
.button:focus-visible, .account-button:focus-visible { border-radius: var(--radius); }
.button-primary, .button-primary:hover { color: var(--on-accent); background: var(--accent); }
.button-primary:hover { background: var(--accent-strong); }
.button-secondary { color: var(--text); background: var(--surface); border-color: var(--edge); }
.button-secondary:hover { background: var(--surface-raised); }
.button-quiet {
  min-height: var(--touch);
  padding-inline: 0.75rem;
  color: var(--accent);
  background: none;
  font-size: 0.9375rem;
}
.button-quiet:hover { color: var(--accent-strong); background: var(--accent-soft); }

.tick {
  display: grid;
  grid-template-columns: auto 1fr;
  align-items: center;
  gap: 0 0.625rem;
  margin-block-end: 1rem;
}
.tick input { width: 1.375rem; height: 1.375rem; margin: 0; accent-color: var(--accent); }
.tick label { display: flex; align-items: center; min-height: var(--touch); font-weight: 600; }
.tick .hint { grid-column: 2; margin: 0; }

.account-list { list-style: none; margin: 0; padding: 0; }
.account-button {
  display: block;
  width: 100%;
  padding: 0.75rem;
  margin-block-end: 0.625rem;
  font: inherit;
  text-align: start;
  color: var(--text);
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--radius);
  cursor: pointer;
}
.account-button:hover { background: var(--surface-raised); border-color: var(--edge); }

@media (forced-colors: active) {
  .button, .account-button { border: 1px solid ButtonText; }
  .button-quiet { border: 0; text-decoration: underline; }
  .button-primary, .button-primary:hover { border-width: 3px; color: ButtonText; background: ButtonFace; }
}
`;
