// How the hosted pages look: one stylesheet for all of them, light and dark, and the colour of a tenant.
// Owns design tokens and classes. Refuses pictures, fonts and anything else that would have to be fetched.
// Called by `static-assets` (serves the stylesheet), the layout, and the Content Security Policy.
export { brandingStyle } from './branding-style.js';
export { stylesheet } from './stylesheet.js';
