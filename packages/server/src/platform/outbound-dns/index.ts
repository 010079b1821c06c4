// Owns: questions that the platform itself asks the domain name system about names that other people chose.
// Refuses: slow answers, and saying that something is there when nobody answered. It connects to nothing that an answer names.
// Called by: whatever has to see that somebody controls a domain.
export { createOutboundDns, type OutboundDns, type OutboundDnsOptions, type TextRecords } from './outbound-dns.js';
