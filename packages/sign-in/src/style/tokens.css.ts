/**
 * Design tokens. Every text colour has a contrast of at least 4.5 on every surface it stands on, every edge of a control 3
 * (WCAG 2.2 §1.4.3, §1.4.11), in both schemes.
 */
export const tokensCss = `
:root {
  color-scheme: light dark;
  --backdrop: #eef2f1;
  --backdrop-glow: #dcebe6;
  --surface: #ffffff;
  --surface-raised: #f4f7f6;
  --text: #17211f;
  --text-quiet: #50605c;
  --line: #d9e1de;
  --edge: #7b8985;
  --accent: #0f6a58;
  --accent-strong: #0a5042;
  --on-accent: #ffffff;
  --accent-soft: #e0f0eb;
  --focus: #1b57c9;
  --error: #b3261e;
  --error-soft: #fceeed;
  --warning: #7a4b00;
  --warning-soft: #fdf3e0;
  --success: #176237;
  --success-soft: #e6f4ea;
  --info: #24508f;
  --info-soft: #e9f0fa;
  --brand: var(--accent);
  --shadow: 0 1px 2px rgb(16 40 34 / 8%), 0 12px 40px rgb(16 40 34 / 10%);
  --radius: 10px;
  --touch: 2.75rem;
  --font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
  --font-code: ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', 'Liberation Mono', monospace;
}

@media (prefers-color-scheme: dark) {
  :root {
    --backdrop: #0f1514;
    --backdrop-glow: #16241f;
    --surface: #1a2220;
    --surface-raised: #222c29;
    --text: #e8eeec;
    --text-quiet: #a9b7b3;
    --line: #35413d;
    --edge: #7f8f8a;
    --accent: #6fd3b8;
    --accent-strong: #93e2cc;
    --on-accent: #06231c;
    --accent-soft: #1d3a33;
    --focus: #9dbdff;
    --error: #ffb1aa;
    --error-soft: #3a2220;
    --warning: #f4c979;
    --warning-soft: #352a17;
    --success: #8fdcab;
    --success-soft: #1b3325;
    --info: #a9c7f5;
    --info-soft: #1f2c40;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 40px rgb(0 0 0 / 35%);
  }
}
`;
