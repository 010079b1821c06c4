import { application } from '../sample.fixture.js';
import { type BodyExtras, readBody } from './read-body.js';

// What bodies are tested with: updates and new applications, and what is said of them.

export const a = 'aaaaaaaa-0000-4000-8000-000000000001';
export const b = 'aaaaaaaa-0000-4000-8000-000000000002';

export const update = (body: unknown, extras?: BodyExtras) => readBody(application, body, 'update', extras);

export const create = (body: object, extras?: BodyExtras) =>
  readBody(application, { displayName: 'App', ...body }, 'create', extras);

/** What an update holds, or why it is refused. */
export const values = (body: unknown, extras?: BodyExtras) => {
  const read = update(body, extras);
  return read.kind === 'body' ? read.values : read.message;
};

export const message = (read: ReturnType<typeof readBody>) => (read.kind === 'error' ? read.message : read.kind);

/** An element of `appRoles`. */
export const role = (more: object = {}) => ({ id: a, displayName: 'Role', allowedMemberTypes: ['User'], ...more });
