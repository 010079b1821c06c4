import { stylesheet } from './style/index.js';

/** A file of these pages that the server serves as it stands. The path changes with the content: it may be cached for ever. */
export interface StaticAsset {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

/** Every file that the pages load. */
export const staticAssets: readonly StaticAsset[] = [stylesheet];

/** Where the server serves the stylesheet; goes into `PageContext.stylesheetHref`. */
export const stylesheetPath: string = stylesheet.path;
