export * from './family';
export * from './lightsail-provider';
export * from './provider-ref';
