// Owns: making everything that gives access: access, ID and refresh tokens, authorization codes, session tokens.
// Refuses: deciding. It accepts an Admission of the gate and nothing else, and answers only when its record is durable.
// Called by: doors and flows. Formats are recipes: one folder and one line here.
export type { CodeFacts, RedirectPlatform, RefreshFacts, SessionFacts } from './artefacts.js';
export type { Issuance } from './issuance.js';
export { createIssuance } from './issue.js';
export { pairwiseSubject } from './pairwise-subject.js';
export type { Recipe, RecipeTools } from './recipe.js';
export { type AccessTokenOptions, accessToken, type IssuedAccessToken } from './recipes/access-token/recipe.js';
export { type AuthorizationCodeOptions, authorizationCode } from './recipes/authorization-code/recipe.js';
export { type IdTokenOptions, idToken } from './recipes/id-token/recipe.js';
export { type RefreshTokenOptions, refreshToken } from './recipes/refresh-token/recipe.js';
export { type SessionTokenOptions, sessionToken } from './recipes/session-token/recipe.js';
