import { invalidInput } from '../errors';

export interface DatabaseHardware {
  readonly cpuCount: number;
  readonly diskSizeInGb: number;
  readonly ramSizeInGb: number;
}

export interface DatabaseBundle {
  readonly hardware: DatabaseHardware;
  readonly highAvailability: boolean;
}

/** What GetRelationalDatabaseBundles says of a bundle. */
export interface ListedDatabaseBundle extends DatabaseBundle {
  readonly bundleId: string;
  readonly name: string;
  readonly price: number;
  readonly transferPerMonthInGb: number;
  readonly isActive: boolean;
}

export interface DatabaseBlueprint {
  readonly engine: 'mysql' | 'postgres';
  readonly engineVersion: string;
  readonly port: number;
}

interface Size {
  readonly name: string;
  readonly hardware: DatabaseHardware;
  readonly price: number;
  readonly transfer: number;
}

const SIZES: Readonly<Record<string, Size>> = {
  micro: { name: 'Micro', hardware: { cpuCount: 2, diskSizeInGb: 40, ramSizeInGb: 1 }, price: 15, transfer: 100 },
  small: { name: 'Small', hardware: { cpuCount: 2, diskSizeInGb: 80, ramSizeInGb: 2 }, price: 30, transfer: 100 },
  medium: { name: 'Medium', hardware: { cpuCount: 2, diskSizeInGb: 120, ramSizeInGb: 4 }, price: 60, transfer: 100 },
  large: { name: 'Large', hardware: { cpuCount: 2, diskSizeInGb: 240, ramSizeInGb: 8 }, price: 115, transfer: 200 },
};

/** Major versions, and the minor one that a new database gets. */
const MYSQL: Readonly<Record<string, string>> = { '5_7': '5.7.44', '8_0': '8.0.36', '8_4': '8.4.4' };
const POSTGRES: Readonly<Record<string, string>> = {
  11: '11.22', 12: '12.22', 13: '13.18', 14: '14.15', 15: '15.10', 16: '16.4', 17: '17.2',
};
/** Of each engine. */
const DEFAULTS = ['mysql_8_0', 'postgres_16'];

/** What a bundle id stands for: `small_ha_2_0`. */
export function databaseBundle(id: string): DatabaseBundle {
  const found = bundle(id);
  if (!found) throw invalidInput(`The relational database bundle does not exist: ${id}`, 'GetRelationalDatabaseBundles lists them.');
  return found;
}

/** What a blueprint id stands for: `mysql_8_0`, `postgres_16`. */
export function databaseBlueprint(id: string): DatabaseBlueprint {
  const [, engine, version] = /^(mysql|postgres)_(.+)$/.exec(id) ?? [];
  const versions = engine === 'mysql' ? MYSQL : POSTGRES;
  if (engine === undefined || !Object.hasOwn(versions, version)) {
    throw invalidInput(`The relational database blueprint does not exist: ${id}`, 'GetRelationalDatabaseBlueprints lists those that the local cloud knows.');
  }
  const engineVersion = versions[version];
  return engine === 'mysql' ? { engine, engineVersion, port: 3306 } : { engine: 'postgres', engineVersion, port: 5432 };
}

export function listedDatabaseBundles(): ListedDatabaseBundle[] {
  return Object.keys(SIZES).flatMap((size) => [`${size}_2_0`, `${size}_ha_2_0`, `${size}_1_0`, `${size}_ha_1_0`]).flatMap((id) => bundle(id) ?? []);
}

export function listedDatabaseBlueprints(): Array<DatabaseBlueprint & { readonly blueprintId: string; readonly isEngineDefault: boolean }> {
  const ids = [...Object.keys(MYSQL).map((version) => `mysql_${version}`), ...Object.keys(POSTGRES).map((version) => `postgres_${version}`)];
  return ids.map((blueprintId) => ({ blueprintId, ...databaseBlueprint(blueprintId), isEngineDefault: DEFAULTS.includes(blueprintId) }));
}

function bundle(bundleId: string): ListedDatabaseBundle | undefined {
  const [, size, ha, generation] = /^(micro|small|medium|large)(_ha)?_([12])_0$/.exec(bundleId) ?? [];
  if (size === undefined) return undefined;
  const { name, hardware, price, transfer } = SIZES[size];
  return {
    bundleId,
    hardware,
    highAvailability: ha !== undefined,
    name: ha === undefined ? name : `${name} with High Availability`,
    price: ha === undefined ? price : 2 * price,
    transferPerMonthInGb: transfer,
    isActive: generation === '2',
  };
}
