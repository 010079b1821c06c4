// One view at least of every page, and of every variant that looks different, with a context to render them in.
// Owns examples only, all of them made up. Called by the tests of the pages and by whoever looks at them in a browser.
export { hostileName, type SampleView, sampleContext, sampleViews } from './sample-views.data.js';
