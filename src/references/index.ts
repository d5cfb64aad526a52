export * from './bucket';
export * from './certificate';
export * from './container-service';
export * from './database';
export * from './disk';
export * from './instance';
export * from './load-balancer';
