import { type CatalogueRow, type ErrorCode, errorCodes, errorRow, parseErrorCode } from '@gatehouse/model';
import { type HttpAnswer, type HttpRequest, pageAnswer } from '../../http/index.js';

/** `/error` lists every error number; `/error?code=N`, where `error_uri` points, explains one. */
export function errorPage(request: HttpRequest, baseUrl: string): HttpAnswer {
  const asked = request.query.get('code');
  if (asked === undefined) {
    return pageAnswer(request, baseUrl, { view: { kind: 'error-list', entries: errorCodes().map(entryOf) } });
  }
  const code = parseErrorCode(asked.replace(/^AADSTS/i, ''));
  return code === undefined
    ? pageAnswer(request, baseUrl, { status: 404, view: { kind: 'error-detail', found: false, code: asked } })
    : pageAnswer(request, baseUrl, { view: { kind: 'error-detail', found: true, entry: entryOf(code) } });
}

function entryOf(code: ErrorCode): {
  readonly code: number;
  readonly error: string;
  readonly sentence: string;
  readonly remedy: string;
} {
  const { error, sentence, remedy }: CatalogueRow = errorRow(code);
  return { code, error, sentence: sentence.replace(/\{([a-z]+)\}/g, '$1'), remedy };
}
