import { validationError } from '../errors';
import type { Template } from '../template/template';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST = { Resources: 500, Outputs: 200, Parameters: 200, Mappings: 200 } as const;
const LONGEST_DESCRIPTION = 1024;

/** Refuses what is too much for one template. */
export function checkLimits({ description, resources, outputs, parameters, mappings }: Template): void {
  const counts = { Resources: resources, Outputs: outputs, Parameters: parameters, Mappings: mappings };
  for (const [section, members] of Object.entries(counts) as Array<[keyof typeof MOST, object]>) {
    const count = Object.keys(members).length;
    if (count > MOST[section]) {
      throw validationError(`Template format error: Number of ${section.toLowerCase()}, ${count}, is greater than maximum allowed, ${MOST[section]}`);
    }
  }
  if (description !== undefined && Buffer.byteLength(description) > LONGEST_DESCRIPTION) {
    throw validationError(`Template format error: 'Description' length is greater than ${LONGEST_DESCRIPTION}.`);
  }
}
