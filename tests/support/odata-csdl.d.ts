/** The parser of the OASIS technical committee for OData, which has no types of its own. */
declare module 'odata-csdl' {
  /** CSDL XML to CSDL JSON. @throws when the document is not well formed, or `strict` and not correct */
  export function xml2json(
    xml: string,
    options?: { readonly strict?: boolean },
  ): Record<string, Record<string, Record<string, unknown>>>;
}
