import type { IConstruct } from 'constructs';
import { refuse } from '../private/refuse';

/** No tag at all would mean every resource there is: an accident. */
export function checkTargetTags(scope: IConstruct, prop: string, tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > 0) return;
  refuse(scope, { got: `no tag in ${prop}`, expected: 'at least one tag', fix: 'name the tags of what the schedule is for' });
}
