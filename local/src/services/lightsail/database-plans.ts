import { invalidInput } from './errors';

export interface DatabaseHardware {
  readonly cpuCount: number;
  readonly diskSizeInGb: number;
  readonly ramSizeInGb: number;
}

const SIZES: Readonly<Record<string, DatabaseHardware>> = {
  micro: { cpuCount: 2, diskSizeInGb: 40, ramSizeInGb: 1 },
  small: { cpuCount: 2, diskSizeInGb: 80, ramSizeInGb: 2 },
  medium: { cpuCount: 2, diskSizeInGb: 120, ramSizeInGb: 4 },
  large: { cpuCount: 2, diskSizeInGb: 240, ramSizeInGb: 8 },
};

/** What a bundle id stands for: `small_ha_2_0`. */
export function databaseBundle(id: string): { readonly hardware: DatabaseHardware; readonly highAvailability: boolean } {
  const [, size, ha] = /^(micro|small|medium|large)(_ha)?_[12]_0$/.exec(id) ?? [];
  if (size === undefined) throw invalidInput(`The relational database bundle does not exist: ${id}`, 'GetRelationalDatabaseBundles lists them.');
  return { hardware: SIZES[size], highAvailability: ha !== undefined };
}

/** What a blueprint id stands for: `mysql_8_0`, `postgres_16`. */
export function databaseBlueprint(id: string): { readonly engine: string; readonly engineVersion: string; readonly port: number } {
  const [, engine, version] = /^(mysql|postgres)_(\d+(?:_\d+)?)$/.exec(id) ?? [];
  if (engine === undefined) {
    throw invalidInput(`The relational database blueprint does not exist: ${id}`, 'GetRelationalDatabaseBlueprints lists them.');
  }
  return engine === 'mysql'
    ? { engine, engineVersion: `${version.replace('_', '.')}.36`, port: 3306 }
    : { engine, engineVersion: `${version.replace('_', '.')}.4`, port: 5432 };
}
