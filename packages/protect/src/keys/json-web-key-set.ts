/** One public key as JSON (RFC 7517 §4), with the `issuer` template of the platform's key documents. */
export interface JsonWebKey {
  readonly kty: string;
  readonly kid?: string | undefined;
  readonly use?: string | undefined;
  readonly key_ops?: readonly string[] | undefined;
  readonly alg?: string | undefined;
  readonly n?: string | undefined;
  readonly e?: string | undefined;
  readonly crv?: string | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  /** The issuer that the key may sign for; `{tenantid}` stands for any tenant. */
  readonly issuer?: string | undefined;
  readonly [other: string]: unknown;
}

/** A key document (RFC 7517 §5). Treated as immutable: rotate by handing out a new object. */
export interface JsonWebKeySet {
  readonly keys: readonly JsonWebKey[];
}
