/** The document: backdrop, card, brand, headings, text, footer. */
export const documentCss = `
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }

html {
  font: 100%/1.5 var(--font);
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}

body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  display: flex;
  flex-direction: column;
  align-items: center;
  justify-content: center;
  padding: 2rem 1rem;
  color: var(--text);
  background: radial-gradient(60rem 40rem at 50% 0, var(--backdrop-glow), transparent) var(--backdrop);
  overflow-wrap: anywhere;
}

.card {
  width: 100%;
  max-width: 28.5rem;
  padding: 1.75rem 2.25rem 2.25rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-block-start: 4px solid var(--brand);
  border-radius: calc(var(--radius) * 1.4);
  box-shadow: var(--shadow);
}
.card-wide { max-width: 68rem; }

.brand {
  display: flex;
  align-items: center;
  gap: 0.625rem;
  margin-block-end: 1.5rem;
  color: var(--text-quiet);
  font-weight: 600;
}
.brand .icon { width: 1.75rem; height: 1.75rem; color: var(--accent); }
.brand img { max-width: 10rem; max-height: 2.25rem; }
.brand-name {
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  overflow: hidden;
}

h1 {
  margin: 0 0 0.5rem;
  font-size: 1.5rem;
  line-height: 1.25;
  font-weight: 650;
  letter-spacing: -0.01em;
  text-wrap: balance;
}
h2 { margin: 1.5rem 0 0.375rem; font-size: 1rem; line-height: 1.4; font-weight: 650; }
p { margin: 0 0 1rem; }
.lead { color: var(--text-quiet); }

a {
  color: var(--accent);
  text-decoration-thickness: 1px;
  text-underline-offset: 0.2em;
}
a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }

code { font: 0.9em/1.4 var(--font-code); }

.sentence code {
  padding: 0.05em 0.3em;
  border-radius: 4px;
  background: var(--surface-raised);
}

.links { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; }
.links a, .tenants a { display: inline-flex; align-items: center; min-height: var(--touch); }

:focus-visible {
  outline: 3px solid var(--focus);
  outline-offset: 2px;
  border-radius: 4px;
}

.icon {
  flex: none;
  width: 1.25rem;
  height: 1.25rem;
  fill: none;
  stroke: currentcolor;
  stroke-width: 1.8;
  stroke-linecap: round;
  stroke-linejoin: round;
}

footer {
  margin-block-start: 1.25rem;
  color: var(--text-quiet);
  font-size: 0.8125rem;
}

@media (max-width: 30rem) {
  body { padding: 0 0 1.5rem; justify-content: flex-start; background: var(--surface); }
  .card {
    padding: 1.25rem 1.25rem 1.5rem;
    border-width: 4px 0 0;
    border-radius: 0;
    box-shadow: none;
  }
}
`;
