import type { SettingName } from './settings-schema.js';

/** A value as somebody gave it. */
export interface Given {
  readonly value: unknown;
  /** How problems name the place: `--port`, `GATEHOUSE_PORT`, `gatehouse.yaml: port`. */
  readonly where: string;
  /** What relative paths are relative to. */
  readonly folder: string;
}

/** What one place says, and what is wrong with how it says it. */
export interface GivenSettings {
  readonly given: ReadonlyMap<SettingName, Given>;
  readonly problems: readonly string[];
}
