/** The table of error codes: columns where there is room, blocks where there is none. */
export const tableCss = `
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
th, td { padding: 0.75rem 0.75rem 0.75rem 0; text-align: start; vertical-align: top; border-block-end: 1px solid var(--line); }
th { font-weight: 650; white-space: nowrap; }
td:nth-child(2) { min-width: 12rem; }
td p { margin: 0; }
tbody a { display: inline-flex; align-items: center; min-height: var(--touch); margin-block: -0.625rem; }
tr:target { background: var(--accent-soft); }

@media (max-width: 52rem) {
  table, tbody, tr, td, tbody th { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding-block: 0.75rem; border-block-end: 1px solid var(--line); }
  th, td { padding: 0.125rem 0; border: 0; }
  tbody a { margin-block: 0; }
  td:last-child { color: var(--text-quiet); }
}
`;
