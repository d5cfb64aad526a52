export * from './database-metric';
export * from './instance-metric';
export * from './lightsail-metric';
export * from './load-balancer-metric';
export * from './metric-resource-type';
export * from './metric-statistic';
export * from './metric-unit';
