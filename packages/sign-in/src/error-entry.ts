/** A row of the error catalogue, for people: what the number means and what to do. */
export interface ErrorEntry {
  /** The number behind `AADSTS`. */
  readonly code: number;
  /** The OAuth error code that goes with it. */
  readonly error: string;
  readonly sentence: string;
  readonly remedy: string;
}

/** Where the page about an error number is. */
export function errorAddress(code: number): string {
  return `/error?code=${code}`;
}
