export * from './family';
export * from './lightsail-provider';
export * from './lightsail-provider-import';
export * from './lightsail-provider-props';
export * from './provider-ref';
