const shape =
  /^(\d{4}-\d\d-\d\d)(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,12})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/i;

/**
 * The instant that a date and time names, in milliseconds since the Unix epoch; undefined when there is no such one. Without an
 * offset it is in UTC, without a time the start of the day. ISO 8601-1 §5.4.
 */
export function instantOf(text: string): number | undefined {
  const [, day, hour, offset] = shape.exec(text) ?? [];
  if (day === undefined) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The engine rolls the 30th of February over into March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  if (hour === undefined) return midnight;
  return Date.parse(offset === undefined ? `${text}Z`.toUpperCase() : text.toUpperCase());
}
