// Owns: a person's browser for tests over HTTP, without script: it keeps cookies, reads forms, presses their buttons.
// Refuses: following redirects by itself, so that a test sees each; `open` and `press` follow them on the platform's own origin.

/** What the platform answered. */
export interface Answer {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  /** Where a redirect leads, absolute; undefined for other answers. */
  readonly location: string | undefined;
}

interface HtmlForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Names of visible inputs. */
  readonly inputs: readonly string[];
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function unescapeHtml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescapeHtml(value);
}

/** The forms of a page. */
export function formsOf(page: Pick<Answer, 'body'>): readonly HtmlForm[] {
  return [...page.body.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, open = '', inside = '']) => {
    const tags = [...inside.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag);
    const named = tags.flatMap((tag) => {
      const name = attribute(tag, 'name');
      return name === undefined ? [] : [{ name, value: attribute(tag, 'value') ?? '', type: attribute(tag, 'type') }];
    });
    const buttons = [...inside.matchAll(/<button\b[^>]*>/g)].flatMap(([tag]) => {
      const name = attribute(tag, 'name');
      return name === undefined ? [] : [{ name, value: attribute(tag, 'value') ?? '' }];
    });
    const hidden = named.filter(({ type }) => type === 'hidden');
    return {
      action: attribute(open, 'action') ?? '',
      fields: Object.fromEntries(hidden.map(({ name, value }) => [name, value])),
      inputs: named.filter(({ type }) => type !== 'hidden').map(({ name }) => name),
      buttons,
    };
  });
}

/** The parameters that an answer to an application carries, in query, fragment or a page that posts itself. */
export function answerFields(answer: Answer): Readonly<Record<string, string>> {
  if (answer.location === undefined) return formsOf(answer)[0]?.fields ?? {};
  const { search, hash } = new URL(answer.location);
  return Object.fromEntries(new URLSearchParams(hash === '' ? search : hash.slice(1)));
}

/** One person's browser. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** `Set-Cookie` values as they came. */
  readonly setCookies: string[] = [];
  readonly #baseUrl: string;
  readonly #fetch: typeof fetch;

  /** @param fetchWith what sends the requests; by default the one that trusts the machine's authorities only. */
  constructor(baseUrl: string, fetchWith: typeof fetch = fetch) {
    this.#baseUrl = baseUrl;
    this.#fetch = fetchWith;
  }

  /** Sends a GET and follows redirects on the platform. */
  async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#follow(await this.send(url, { headers }));
  }

  /** Sends a form as our own page would, and follows redirects on the platform. */
  async post(url: string, fields: Readonly<Record<string, string>>, headers = this.ownPage()): Promise<Answer> {
    return this.#follow(await this.sendForm(url, fields, headers));
  }

  /** The headers of a form that one of the platform's own pages posts. */
  ownPage(): Readonly<Record<string, string>> {
    return { origin: this.#baseUrl, 'sec-fetch-site': 'same-origin' };
  }

  /** Presses a button of a page's form: the one with this `choice` or `account`, or the first of the form with this field. */
  async press(
    page: Answer,
    button: { readonly choice?: string; readonly account?: string },
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const { action, body } = this.form(page, button, fields);
    return this.post(new URL(action, this.#baseUrl).href, body);
  }

  /** What pressing a button would send. */
  form(
    page: Answer,
    button: { readonly choice?: string; readonly account?: string },
    fields: Readonly<Record<string, string>> = {},
  ): { readonly action: string; readonly body: Readonly<Record<string, string>> } {
    const [[name, value]] = Object.entries(button) as [[string, string]];
    const form = formsOf(page).find(
      ({ buttons, inputs }) =>
        buttons.some((one) => one.name === name && one.value === value) &&
        Object.keys(fields).every((field) => inputs.includes(field)),
    );
    if (form === undefined) throw new Error(`no button ${name}=${value} on ${page.url}: ${titleOf(page)}`);
    return { action: form.action, body: { ...form.fields, ...fields, [name]: value } };
  }

  async sendForm(url: string, fields: Readonly<Record<string, string>>, headers = {}): Promise<Answer> {
    return this.send(url, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  /** Sends one request, with the cookies of this browser, and follows nothing. */
  async send(url: string, init: RequestInit = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie === '' ? {} : { cookie }) };
    const send = this.#fetch;
    const response = await send(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get('location');
    return {
      status: response.status,
      url,
      headers: response.headers,
      body: await response.text(),
      location: location === null ? undefined : new URL(location, url).href,
    };
  }

  async #follow(first: Answer): Promise<Answer> {
    let answer = first;
    for (let hop = 0; hop < 10; hop += 1) {
      const next = answer.location;
      if (next === undefined || !next.startsWith(`${this.#baseUrl}/`)) return answer;
      answer = await this.send(next);
    }
    throw new Error(`redirected in circles at ${answer.url}`);
  }

  #keep(line: string): void {
    this.setCookies.push(line);
    const [pair = '', ...attributes] = line.split('; ');
    const name = pair.slice(0, pair.indexOf('='));
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1));
  }
}

/** The heading of a page. */
export function titleOf({ body }: Pick<Answer, 'body'>): string {
  const heading = /<h1>(.*?)<\/h1>/s.exec(body)?.[1] ?? '';
  return unescapeHtml(heading.replace(/<[^>]+>/g, ''));
}

/** A page's words as they are read out, without markup. */
export function textOf({ body }: Pick<Answer, 'body'>): string {
  const main = /<main>(.*)<\/main>/s.exec(body)?.[1] ?? '';
  const read = main.replace(/<span[^>]*aria-hidden="true"[^>]*>[^<]*<\/span>/g, '');
  return unescapeHtml(read.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).trim();
}

/** The step that a page of the sign-in belongs to; undefined for other pages. */
export function stepOf(page: Answer): string | undefined {
  return formsOf(page)
    .map(({ action }) => /^\/gatehouse\/v1\/sign-in\/([a-z-]+)$/.exec(action)?.[1])
    .find((step) => step !== undefined);
}
