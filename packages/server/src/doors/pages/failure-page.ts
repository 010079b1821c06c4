import { type ErrorCode, errorRow } from '@gatehouse/model';
import { errorTimestamp } from '@gatehouse/wire';
import { type FailurePage, pageAnswer } from '../http/index.js';

/** The page for what no door could answer: a path that does not exist, a failure. It tells nothing but what to do. */
export function failurePage(baseUrl: string): FailurePage {
  return (status, request, code) =>
    pageAnswer(request, baseUrl, {
      status,
      view: {
        kind: 'error',
        code: code ?? notFound,
        sentence: status === 404 ? 'there is nothing at this address' : sentenceOf(code ?? notFound),
        ...(status === 404 ? {} : { remedy: errorRow(code ?? notFound).remedy }),
        requestId: request.requestId,
        timestamp: errorTimestamp(request.arrivedAt),
      },
    });
}

const notFound: ErrorCode = 90004;

function sentenceOf(code: ErrorCode): string {
  return errorRow(code).sentence.replace(/\{[a-z]+\}/g, '…');
}
