export * from './database-schedule-options';
export * from './database-start-schedule';
export * from './database-stop-schedule';
export * from './lightsail-schedule';
export * from './lightsail-schedule-options';
export * from './snapshot-retention';
export * from './snapshot-schedule';
