import { readFileSync, statSync } from 'node:fs';
import type { JsonObject } from './core/json';
import type { StackToDeploy } from './services/cloudformation';
import type { S3 } from './services/s3/s3';
import { zipFolder } from './zip';

/** Properties whose assets CloudFormation itself fetches: those are read where they lie. */
const FETCHED = new Set(['Code', 'Content', 'TemplateURL']);

/**
 * Puts into S3 what resources of the stack may want to read themselves, as the CDK's CLI does before it deploys: for example
 * the sources of a `BucketDeployment`, which its function downloads.
 */
export function publishAssets(s3: S3, { assets = {}, region, template }: StackToDeploy): void {
  const named = textsOf(template.Resources);
  for (const [address, file] of Object.entries(assets)) {
    const slash = address.indexOf('/');
    const key = address.slice(slash + 1);
    if (!named.some((text) => text.includes(key))) continue;
    s3.publish(region, address.slice(0, slash), key, () => statSync(file).isDirectory() ? zipFolder(file) : readFileSync(file));
  }
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as JsonObject).flatMap(([name, member]) => FETCHED.has(name) || name === 'Metadata' ? [] : textsOf(member));
}
