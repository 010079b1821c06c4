/** The names of what the pages post, so that the server and the pages cannot disagree. */
export const fieldNames = {
  /** Opaque state of the transaction; in every form. */
  flow: 'flow',
  /** The button that was pressed: one of `choices`. */
  choice: 'choice',
  userName: 'username',
  password: 'password',
  /** The `id` of the account that was picked. */
  account: 'account',
  userCode: 'user_code',
  /** `yes` when an administrator consents for the whole tenant. */
  forOrganization: 'for_organization',
} as const;

/** What the buttons mean. The Enter key in a text field presses the first button of its form, always the one that goes on. */
export const choices = ['next', 'yes', 'no', 'accept', 'cancel', 'back', 'another-account', 'return'] as const;

/** One of the values that a button of ours posts. */
export type Choice = (typeof choices)[number];

/** Reads the posted choice. */
export function parseChoice(value: unknown): Choice | undefined {
  return choices.find((choice) => choice === value);
}
