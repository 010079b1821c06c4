/** Turns one JSON log line into one for a person: time of day, level, event, then the fields as `name=value`. */
export function prettyLine(line: string): string {
  const { time, level, event, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const told = Object.entries(fields).filter(([name]) => name !== 'pid');
  const rest = told.map(([name, value]) => ` ${name}=${shown(value)}`);
  return `${String(time).slice(11, 19)} ${String(level).toUpperCase().padEnd(5)} ${String(event)}${rest.join('')}\n`;
}

/** Text with spaces or control characters is quoted, so that no value can pretend to be another line or field. */
function shown(value: unknown): string {
  return typeof value === 'string' && /^[\w.:/@+-]+$/.test(value) ? value : JSON.stringify(value);
}
