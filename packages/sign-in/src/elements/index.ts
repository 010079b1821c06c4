// The building blocks that pages share: document layout, form, field, button, alert, account and application summaries.
// Owns markup, labels and the binding of errors to their fields. Refuses texts of its own (words come in) and page logic.
// Called by the pages and by `render-page`.
export { AccountList, type ListedAccount } from './account-list.js';
export { type AccountSummary, AccountTile, CurrentAccount } from './account-tile.js';
export { Alert } from './alert.js';
export { ApplicationCard, type ApplicationSummary } from './application-card.js';
export { Actions, Button } from './button.js';
export { Field } from './field.js';
export { Form, type FormTarget } from './form.js';
export { Icon } from './icon.js';
export { Layout } from './layout.js';
export { Permissions, type PermissionText } from './permissions.js';
export { Sentence } from './sentence.js';
