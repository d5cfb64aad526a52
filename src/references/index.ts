export * from './database';
export * from './disk';
export * from './instance';
export * from './load-balancer';
