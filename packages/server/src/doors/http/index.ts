// Owns: the HTTP server: TLS, routing, limits, request ids, cookies, CORS, security headers, the one catch for
// unexpected failures, draining. Refuses: protocols and decisions; doors give it tables of routes.
// Called by: compose.ts; every other door imports its types.
export type { FailureShape, HttpAnswer, HttpRequest, Route } from './route.js';
export { parseTrustedProxies, type TrustedProxies } from './client-address.js';
export type { FailurePage } from './failure.js';
export { type PageAnswer, pageAnswer } from './page-answer.js';
export { type RefusalPageOptions, refusalPage } from './refusal-page.js';
export { freePort } from './free-port.js';
export { type HttpServer, type HttpServerOptions, startHttpServer } from './server.js';
