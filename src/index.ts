export * from './alarms';
export * from './distributions';
export * from './metrics';
export * from './provider';
export * from './references';
export * from './schedules';
export * from './snapshots';
