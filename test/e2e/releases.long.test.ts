import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { AssemblyStack } from 'cdk-local-cloud/engine';
import { everyConstruct } from './support/release-app';
import { seedEverything } from './support/seed-everything';
import { failures, REGION, TestCloud } from './support/test-cloud';

const FOLDER = path.join(__dirname, '..', 'fixtures', 'releases');

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

let cloud: TestCloud;
afterEach(() => cloud.close());

/** What a release has synthesized, with the code of today's function. */
function ofRelease(version: string, today: AssemblyStack): AssemblyStack {
  const template = JSON.parse(readFileSync(path.join(FOLDER, version, 'template.json'), 'utf8')) as Template;
  const [id, resource] = theFunction(template);
  const code = theFunction(today.template as unknown as Template)[1].Properties?.Code;
  expect(code).toMatchObject({ S3Key: expect.any(String) });
  const changed = { ...template, Resources: { ...template.Resources, [id]: { ...resource, Properties: { ...resource.Properties, Code: code } } } };
  return { ...today, template: changed as unknown as AssemblyStack['template'] };
}

function theFunction({ Resources: resources }: Template) {
  const [found] = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  return found;
}

// Resources outlive releases: what an old template made, today's function must update, and delete with what the old template says.
describe.each(readdirSync(FOLDER))('a stack of release %s', (version) => {
  test.each([['is updated to what is synthesized today, and deleted', true], ['is deleted as it is', false]])('%s', async (_, updates) => {
    cloud = new TestCloud({ lightsail: { pageSize: 100 } });
    await seedEverything(cloud);
    cloud.cloud.lightsail.seedLoadBalancer(REGION, 'lb');
    const [today] = cloud.synthesize(everyConstruct('2'));

    const first = await cloud.deployTemplate(ofRelease(version, today));
    expect(failures(first)).toEqual([]);
    expect(first.outcome).toMatchObject({ result: 'deployed' });
    if (updates) {
      const second = await cloud.deployTemplate(today);
      expect(failures(second)).toEqual([]);
      expect(second.outcome).toMatchObject({ result: 'deployed' });
      // The function is the same one: a service token cannot be updated.
      expect(second.events.filter(({ type, status }) => type === 'AWS::Lambda::Function' && status === 'CREATE_COMPLETE')).toEqual([]);
    }
    const end = await cloud.destroy();
    expect(failures(end)).toEqual([]);
    expect(end.outcome).toMatchObject({ result: 'deleted' });
    expect(cloud.names('Alarm')).toEqual([]);
    await cloud.settle();
  }, 120_000);
});
