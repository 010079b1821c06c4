// Owns: what the Graph door tells of itself: its metadata, an OpenAPI document, and what each call needs.
// Refuses: knowing resources one by one: everything follows from their declarations. Called by: the Graph door and compose.
export { descriptionRoutes } from './description-routes.js';
