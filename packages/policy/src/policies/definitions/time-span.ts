import type { Check } from '../strict-json/index.js';

const span = /^(?:(\d{1,5})\.)?([01]?\d|2[0-3]):([0-5]?\d)(?::([0-5]?\d)(?:\.(\d{1,7}))?)?$/;

/** The milliseconds that a time span means, written as `d.hh:mm:ss`; undefined when it is none. */
export function timeSpanMilliseconds(text: string): number | undefined {
  const found = span.exec(text);
  if (found === null) return undefined;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = found;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return Math.round((whole + Number(`0.${fraction}`)) * 1000);
}

/** A time span between two others, both of which may be. */
export function timeSpan(least: string, most: string): Check {
  return (value, path) => {
    const length = typeof value === 'string' ? timeSpanMilliseconds(value) : undefined;
    if (length === undefined) return [{ path, reason: 'must be a time span written as `d.hh:mm:ss`' }];
    const isInside = length >= (timeSpanMilliseconds(least) ?? 0) && length <= (timeSpanMilliseconds(most) ?? 0);
    return isInside ? [] : [{ path, reason: `must be from ${least} to ${most}` }];
  };
}
