const longest = 120;

/** A value of the token as one line for the log: JSON-escaped, so that it cannot forge lines, and cut short. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : `a value of type ${kindOf(value)}`;
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
