import type { IConstruct } from 'constructs';
import { refuse } from '../private/refuse';

/** No tag at all would select every resource: an accident. */
export function checkTargetTags(scope: IConstruct, prop: string, tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > 0) return;
  refuse(scope, { got: `no tag in ${prop}`, expected: 'at least one tag', fix: 'pass the tags of the resources that the schedule is for' });
}
