import type { AccountPicture } from './run-record';
import type { Cloud } from '../cloud';
import { cloudFormationState } from '../services/cloudformation';

/** The stacks and what Lightsail holds, as they are now. */
export function pictureAccount({ account, lightsail }: Cloud): AccountPicture {
  const stacks = cloudFormationState(account).stacks
    .filter(({ status }) => status !== 'DELETE_COMPLETE')
    .map(({ region, stackName, status }) => ({ kind: 'Stack', region, name: stackName, state: status }));
  const items = lightsail.regions().flatMap((region) => lightsail.inventory(region)
    .map(({ kind, name, state }) => ({ kind, region, name, state })));
  return { things: [...stacks, ...items] };
}
