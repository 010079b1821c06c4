// Text and addresses chosen by people outside the platform: names of apps, tenants and persons, redirect URIs.
// Owns how they are made harmless on a page. Refuses addresses that would run script.
// Called by `messages`, `elements` and the pages; nothing foreign reaches HTML without passing here.
export { Foreign, foreignText } from './foreign-text.js';
export { outwardUrl } from './outward-url.js';
