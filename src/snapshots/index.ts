export * from './database-snapshot';
export * from './disk-snapshot';
export * from './final-snapshot';
export * from './instance-snapshot';
export * from './snapshot';
export * from './snapshot-source';
