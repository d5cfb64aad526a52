import type { Cloud } from 'cdk-local-cloud/engine';
import { lifeOf } from '../../campaign/check-life';
import { play } from '../../campaign/life/play';
import { Violation } from '../../campaign/life/violations';
import { timeline } from '../../campaign/replay';

/** What a life of the seed shows. */
async function lived(seed: number): Promise<string> {
  let cloud: Cloud | undefined;
  await play(lifeOf(seed), (made) => { cloud = made; });
  if (!cloud) throw new Error('There was no account.');
  return withoutSecrets(timeline(cloud));
}

/** Names that CloudFormation makes up end in characters that are different each time, and so do the URLs that it signs. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/-[0-9A-Za-z]{12}\b/g, '-(random)').replaceAll(/X-Amz-(Credential|Signature)=[^"&\\]*/g, 'X-Amz-$1=(random)');
}

test('the life of a seed is the same each time', async () => {
  const first = await lived(6);
  expect(first).toMatch(/CREATE_COMPLETE/);
  expect(await lived(6)).toBe(first);
});

test('a life in which something is changed by hand breaks an invariant', async () => {
  const life = play(lifeOf(9), (cloud) => {
    const { clock } = cloud.account;
    clock.at(clock.now() + 60_000, () => { cloud.lightsail.instantly('eu-central-1', 'DeleteAlarm', { alarmName: 'foreign' }); });
  });
  await expect(life).rejects.toMatchObject({ name: 'LifeError', cause: expect.any(Violation) });
});
