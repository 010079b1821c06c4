import { errorRow, publicSentence, type Refusal } from '@gatehouse/model';
import { errorTimestamp } from '@gatehouse/wire';
import { pageAnswer } from './page-answer.js';
import type { HttpAnswer, HttpRequest } from './route.js';

/** What a refusal page says besides the refusal. `cookies` are `Set-Cookie` values. */
export interface RefusalPageOptions {
  /** Instead of the catalogue's sentence, where the number alone says too little to a person. */
  readonly sentence?: string;
  readonly cookies?: readonly string[];
}

/** A refusal told to the person, because it cannot or must not go back to the application. */
export function refusalPage(
  request: HttpRequest,
  baseUrl: string,
  refusal: Refusal,
  { sentence, cookies = [] }: RefusalPageOptions = {},
): HttpAnswer {
  const row = errorRow(refusal.code);
  const answer = pageAnswer(request, baseUrl, {
    status: row.status,
    cookies,
    view: {
      kind: 'error',
      code: refusal.code,
      sentence: sentence ?? publicSentence(refusal),
      remedy: row.remedy,
      requestId: request.requestId,
      timestamp: errorTimestamp(request.arrivedAt),
    },
  });
  if (row.retryAfter === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(row.retryAfter) } };
}
