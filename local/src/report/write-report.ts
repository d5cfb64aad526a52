import * as fs from 'node:fs';
import type { Cloud } from '../cloud';
import { collectRun, type CollectOptions } from './collect/collect-run';
import { renderReport } from './page/render-report';

/** Writes a page that shows what happened in the account. */
export function writeReport(cloud: Cloud, file: string, options: CollectOptions = {}): void {
  fs.writeFileSync(file, renderReport(collectRun(cloud, options)));
}
