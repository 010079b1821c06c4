import { type Level, pino } from 'pino';
import { prettyLine } from './pretty-line.js';
import { redactText, redactValue } from './redact.js';

/** From the least to the most severe. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
/** The least severe events that are written. */
export type LogLevel = (typeof logLevels)[number];

/** What is known of an event. Errors may stand as values; their message, stack and causes are redacted like any text. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Tells the operator what happens. `event` is a constant phrase; what varies goes into `fields`. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A log whose every line carries `fields` too. */
  child(fields: LogFields): Log;
}

/** Takes one whole line, its line feed included. */
export interface LogDestination {
  write(line: string): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Where lines go. Standard error by default: standard output belongs to what `serve --json` prints. */
  readonly destination?: LogDestination;
  /** Lines for a person at a terminal instead of JSON. */
  readonly pretty?: boolean;
}

/** Makes the log of one process. */
export function createLog({ level, destination = pino.destination(2), pretty = false }: LogOptions): Log {
  const sink = pretty ? { write: (line: string) => destination.write(prettyLine(line)) } : destination;
  const root = pino(
    {
      level,
      base: { pid: process.pid },
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    sink,
  );
  return over((severity, event, fields) => root[severity](fields, event), root.isLevelEnabled.bind(root), {});
}

type Write = (severity: Level, event: string, fields: LogFields) => void;

function over(write: Write, enabled: (severity: LogLevel) => boolean, inherited: LogFields): Log {
  const at =
    (severity: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      if (enabled(severity)) write(severity, redactText(event), { ...inherited, ...redactFields(fields) });
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => over(write, enabled, { ...inherited, ...redactFields(fields) }),
  };
}

/** The names pino writes itself; a field of the same name would put a second, contradicting value on the line. */
const reserved: ReadonlySet<string> = new Set(['level', 'time', 'pid', 'event']);

function redactFields(fields: LogFields): LogFields {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(redactValue(fields) as Record<string, unknown>)) {
    kept[reserved.has(name) ? `${name}_` : name] = value;
  }
  return kept;
}
