/** Summaries of people, applications, permissions and errors; alerts. */
export const summaryCss = `
.tile { display: flex; align-items: center; gap: 0.75rem; }
.tile-text { display: block; min-width: 0; }
.tile-text > * { display: block; margin: 0; }
.tile-name { font-weight: 600; line-height: 1.35; }
.tile-detail { color: var(--text-quiet); font-size: 0.9375rem; line-height: 1.4; }

.initials {
  flex: none;
  display: inline-flex;
  align-items: center;
  justify-content: center;
  width: 2.5rem;
  height: 2.5rem;
  overflow: hidden;
  border-radius: 50%;
  color: var(--accent-strong);
  background: var(--accent-soft);
  font-size: 0.9375rem;
  font-weight: 650;
  line-height: 1;
  white-space: nowrap;
}
.initials-square { width: 3rem; height: 3rem; border-radius: var(--radius); font-size: 1.125rem; }
.initials-icon { color: var(--text-quiet); background: var(--surface-raised); }

.account-state { color: var(--text-quiet); font-size: 0.875rem; }
.account-state-signed-in { color: var(--success); }

.current-account {
  margin-block: 1rem 1.25rem;
  padding: 0.75rem 0.75rem 0;
  border: 1px solid var(--line);
  border-radius: var(--radius);
}
.current-account > .tile:last-child { margin-block-end: 0.75rem; }
/* In line with the names in the tile. */
.current-account .button-quiet { margin-inline-start: 2.5rem; }

.application { display: flex; align-items: flex-start; gap: 0.875rem; margin-block: 1.25rem; }
.application-name { font-size: 1.125rem; font-weight: 650; line-height: 1.35; }

.tile-text > .badge {
  display: flex;
  align-items: center;
  gap: 0.375rem;
  margin-block: 0.125rem;
  font-size: 0.875rem;
  font-weight: 600;
}
.badge .icon { width: 1.125rem; height: 1.125rem; }
.badge-verified { color: var(--success); }
.badge-unverified { color: var(--warning); }

.list-heading { margin-block: 1.25rem 0.5rem; font-weight: 600; }
.permissions { list-style: none; margin: 0; padding: 0; border-block-end: 1px solid var(--line); }
.permissions li {
  display: flex;
  gap: 0.75rem;
  padding-block: 0.75rem;
  border-block-start: 1px solid var(--line);
}
.permissions .icon { margin-block-start: 0.125rem; color: var(--accent); }
.permissions p { margin: 0; }
.permission-title { font-weight: 600; }
.permission-text { color: var(--text-quiet); font-size: 0.9375rem; }

.small-print { color: var(--text-quiet); font-size: 0.9375rem; }
.small-print p:last-child { margin-block-end: 0; }

.alert {
  display: flex;
  gap: 0.75rem;
  margin-block: 1rem;
  padding: 0.875rem 1rem;
  border: 1px solid transparent;
  border-radius: var(--radius);
}
.alert .icon { margin-block-start: 0.125rem; }
.alert-text { min-width: 0; }
.alert-text p { margin: 0; }
.alert-text p + p { margin-block-start: 0.25rem; }
.alert-title { font-weight: 650; }
.alert-info { color: var(--info); background: var(--info-soft); }
.alert-success { color: var(--success); background: var(--success-soft); }
.alert-warning { color: var(--warning); background: var(--warning-soft); }
.alert-error { color: var(--error); background: var(--error-soft); }
.alert-text p { color: var(--text); }
.alert-text .alert-title { color: inherit; }

.details { margin-block-start: 1.75rem; padding-block-start: 1rem; border-block-start: 1px solid var(--line); }
.details h2 { margin-block-start: 0; }
.copyable {
  margin: 0;
  padding: 0.75rem 1rem;
  border-radius: var(--radius);
  background: var(--surface-raised);
  font-size: 0.9375rem;
  -webkit-user-select: all;
  user-select: all;
}
.copyable div { padding-block: 0.25rem; }
.copyable dt { color: var(--text-quiet); font-size: 0.875rem; }
.copyable dd { margin: 0; font-family: var(--font-code); font-size: 0.875rem; }

.tenants { list-style: none; margin: 0; padding: 0; }
.tenants li {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0 1rem;
  border-block-end: 1px solid var(--line);
}

@media (forced-colors: active) {
  .alert, .initials { border: 1px solid CanvasText; }
}
`;
