/** How a tenant looks at the top of its pages. */
export interface Branding {
  /** Picture for the brand area: a path on this origin, or a `data:image/` address. Anything else is not shown. */
  readonly logo?: string;
  /** Colour of the band on the card, `#rrggbb`. It decorates only, so that no choice of colour makes text unreadable. */
  readonly accentColor?: string;
}

/** What every page needs to know besides its own view. */
export interface PageContext {
  /** BCP 47 tag that the person prefers (`ui_locales`, Accept-Language); the nearest language we have is used. */
  readonly language: string;
  readonly tenantName?: string;
  readonly branding?: Branding;
  /** Address of the stylesheet: `stylesheetPath`, with the server's own prefix if it has one. */
  readonly stylesheetHref: string;
  readonly correlationId: string;
  /** Scheme, host and port of this platform, without a trailing slash. */
  readonly baseUrl: string;
  /**
   * Where a form of this page may lead besides this origin: origins, redirect URIs or `https:`. Chromium applies `form-action` to
   * every redirect that follows the submission, also to those that the application adds behind its redirect URI.
   */
  readonly formActionOrigins?: readonly string[];
}
