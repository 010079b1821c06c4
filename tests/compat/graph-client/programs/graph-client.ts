// An application that uses @microsoft/microsoft-graph-client as its documentation shows: it knows of the platform only the address.
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  type PageCollection,
  PageIterator,
} from '@microsoft/microsoft-graph-client';
import { serveFunctions } from '../../../support/client-program.js';

let client: Client | undefined;

function current(): Client {
  if (client === undefined) throw new Error('no client is open');
  return client;
}

/** What a request may ask for. */
interface Query {
  readonly select?: string[];
  readonly filter?: string;
  readonly orderby?: string;
  readonly expand?: string;
  readonly search?: string;
  readonly top?: number;
  readonly count?: boolean;
  readonly headers?: Record<string, string>;
  readonly version?: string;
}

function request(path: string, query: Query = {}) {
  let made = current().api(path);
  if (query.version !== undefined) made = made.version(query.version);
  if (query.select !== undefined) made = made.select(query.select);
  if (query.filter !== undefined) made = made.filter(query.filter);
  if (query.orderby !== undefined) made = made.orderby(query.orderby);
  if (query.expand !== undefined) made = made.expand(query.expand);
  if (query.search !== undefined) made = made.search(query.search);
  if (query.top !== undefined) made = made.top(query.top);
  if (query.count !== undefined) made = made.count(query.count);
  return query.headers === undefined ? made : made.headers(query.headers);
}

serveFunctions({
  open: (baseUrl: string, token: string) => {
    client = Client.init({
      baseUrl,
      customHosts: new Set([new URL(baseUrl).hostname]),
      authProvider: (done) => done(null, token),
    });
  },
  get: (path: string, query?: Query): unknown => request(path, query).get(),
  post: (path: string, body: unknown): unknown => request(path).post(body),
  patch: (path: string, body: unknown, headers: Record<string, string> = {}): unknown =>
    request(path, { headers }).patch(body),
  put: (path: string, body: unknown): unknown => request(path).put(body),
  remove: (path: string, headers: Record<string, string> = {}): unknown => request(path, { headers }).delete(),
  /** The `displayName` or `id` of everything that a collection holds, page by page. */
  iterate: async (path: string, query: Query, property: string): Promise<string[]> => {
    const seen: string[] = [];
    const first = (await request(path, query).get()) as PageCollection;
    const iterator = new PageIterator(current(), first, (one: Record<string, unknown>) => {
      seen.push(String(one[property]));
      return true;
    });
    await iterator.iterate();
    return seen;
  },
  /** Every page of a delta, and the link to come back with. */
  delta: async (path: string): Promise<{ value: unknown[]; link: string | undefined }> => {
    const value: unknown[] = [];
    const iterator = new PageIterator(
      current(),
      (await current().api(path).get()) as PageCollection,
      (one: unknown) => {
        value.push(one);
        return true;
      },
    );
    await iterator.iterate();
    return { value, link: iterator.getDeltaLink() };
  },
  batch: async (steps: { id: string; method: string; url: string; body?: unknown; dependsOn?: string[] }[]) => {
    const content = new BatchRequestContent(
      steps.map(({ id, method, url, body, dependsOn }) => ({
        id,
        request: new Request(`https://graph.microsoft.com${url}`, {
          method,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        }),
        ...(dependsOn === undefined ? {} : { dependsOn }),
      })),
    );
    const answered = await current()
      .api('/$batch')
      .post(await content.getContent());
    const responses = new BatchResponseContent(answered);
    return Promise.all(
      steps.map(async ({ id }) => {
        const response = responses.getResponseById(id);
        return {
          id,
          status: response.status,
          body: response.status === 204 ? null : ((await response.json()) as unknown),
        };
      }),
    );
  },
});
