// Owns: the addresses of the hosted pages that belong to no protocol: the forms of a sign-in, the device page, the home page, the
// stylesheet, and the page for failures. Refuses: deciding what comes next (the flows do). Called by: compose.ts.
import { staticAssets } from '@gatehouse/sign-in';
import type { HttpAnswer, Route } from '../http/index.js';
import { devicePath, enterDeviceCode, resumeDevice, showDevicePage } from './device-page.js';
import { homePage } from './home-page.js';
import type { PagesDeps } from './pages-deps.js';
import { signInForms } from './sign-in-forms.js';

export { failurePage } from './failure-page.js';
export type { PagesDeps } from './pages-deps.js';

/** Every route of the pages door. */
export function pagesRoutes(deps: PagesDeps): readonly Route[] {
  const page = { cors: 'none', answers: 'page' } as const;
  return [
    { ...page, methods: ['GET'], path: '/', handle: homePage(deps) },
    { ...page, methods: ['POST'], path: '/gatehouse/v1/sign-in/:step', handle: signInForms(deps) },
    { ...page, methods: ['GET'], path: '/:tenant/oauth2/deviceauth', handle: showDevicePage(deps) },
    { ...page, methods: ['POST'], path: '/:tenant/oauth2/deviceauth', handle: enterDeviceCode(deps) },
    { ...page, methods: ['GET'], path: `${devicePath}/resume`, handle: resumeDevice(deps) },
    ...staticAssets.map((asset): Route => ({ ...page, methods: ['GET'], path: asset.path, handle: serve(asset) })),
  ];
}

/** A file whose address changes with its content. */
function serve({ contentType, body }: (typeof staticAssets)[number]): () => Promise<HttpAnswer> {
  const headers = { 'content-type': contentType, 'cache-control': 'public, max-age=31536000, immutable' };
  return async () => ({ status: 200, headers, body });
}
