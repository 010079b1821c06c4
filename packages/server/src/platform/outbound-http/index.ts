// Owns: requests that the platform itself sends to addresses other people chose (federated issuers' metadata and keys).
// Refuses: private, loopback, link-local and metadata addresses, redirects, plain http, long answers, slow answers, and proxies
// taken from the environment. The address that was checked is the address that is connected to.
// Called by: whatever fetches metadata, keys or other documents by a URL that an administrator or a token named.
export {
  createOutboundHttp,
  type GetJsonResult,
  type OutboundHttp,
  type OutboundHttpOptions,
} from './outbound-http.js';
