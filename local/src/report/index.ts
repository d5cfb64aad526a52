export { beginRun, type Beginning } from './beginning';
export { collectRun, type CollectOptions } from './collect/collect-run';
export { renderReport } from './page/render-report';
export type * from './run-record';
export { writeReport } from './write-report';
