export * from './alarms';
export * from './metrics';
export * from './provider';
export * from './references';
export * from './snapshots';
