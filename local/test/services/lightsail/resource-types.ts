import { Cloud, REGION } from './cloud';
import type { Properties, ResourceContext, ResourceType } from '../../../src/core/resource-type';

/** The resource types of Lightsail, as CloudFormation calls them. */
export function setUp() {
  const cloud = new Cloud();
  const context: ResourceContext = {
    account: cloud.account,
    region: REGION,
    stackId: 'stack-id',
    stackName: 'app',
    logicalId: 'X',
    generateName: () => { throw new Error('Lightsail names are given.'); },
    assetPath: () => { throw new Error('Lightsail has no assets.'); },
  };
  const type = (name: string): ResourceType => {
    const found = cloud.account.resourceTypes.get(`AWS::Lightsail::${name}`);
    if (!found) throw new Error(name);
    return found;
  };
  const run = <T>(work: Promise<T>): Promise<T> => cloud.account.clock.runUntil(work);
  return {
    cloud,
    type,
    create: async (name: string, properties: Properties) => run(type(name).create(context, properties)),
    update: async (name: string, id: string, properties: Properties, old: Properties) => run(type(name).update(context, id, properties, old)),
    remove: async (name: string, id: string, properties: Properties) => run(type(name).delete(context, id, properties)),
  };
}
