import { parseParameters } from '@gatehouse/wire';
import { type HttpAnswer, type HttpRequest, pageAnswer, refusalPage } from '../http/index.js';
import type { PagesDeps } from './pages-deps.js';

/**
 * Takes the forms of the sign-in pages. A form that settles something is answered with See Other, to the door that the sign-in belongs
 * to: so every page has an address of its own that can be loaded again.
 */
export function signInForms(deps: PagesDeps) {
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const form = parseParameters(request.mediaType === 'application/x-www-form-urlencoded' ? request.body : '');
    const outcome = await deps.signIn.submit(request.params.step ?? '', form, request);
    switch (outcome.kind) {
      case 'page':
        return pageAnswer(request, deps.baseUrl, outcome);
      case 'resume':
        return {
          status: 303,
          headers: {
            location: outcome.location,
            'cache-control': 'no-store',
            ...(outcome.cookies.length === 0 ? {} : { 'set-cookie': outcome.cookies }),
          },
        };
      case 'lost':
        deps.log.info('sign-in form refused', { requestId: request.requestId, why: outcome.refusal.why });
        return outcome.refusal.code === 9002313
          ? refusalPage(request, deps.baseUrl, outcome.refusal, { sentence: lostSentence })
          : refusalPage(request, deps.baseUrl, outcome.refusal);
    }
  };
}

const lostSentence =
  'this sign-in took too long, or was begun in another browser; go back to the application and start again';
