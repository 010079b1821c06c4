// Owns: the development certificate authority and the server certificate it signs, in files of the data folder.
// Refuses: production certificates (those are the operator's files) and any name outside localhost, loopback addresses and the
// hosts asked for: the authority's own certificate says so (RFC 5280 §4.2.1.10), so trusting it endangers no other site.
// Called by: compose.ts for `--tls auto`, with the machine's clock: TLS clients know no other.
export {
  type DevelopmentCertificate,
  type DevelopmentCertificateRequest,
  ensureDevelopmentCertificate,
} from './development-certificate.js';
