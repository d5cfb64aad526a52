export * from './provider';
export * from './references';
export * from './snapshots';
