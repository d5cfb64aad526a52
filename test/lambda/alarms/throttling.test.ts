import { alarmEvent, alarms, contactEvent, contactMethods } from './alarm-events';
import { REGION, Stage } from '../support/stage';

test.each([[20, 5], [200, 15]])('%i alarms of one deployment at two calls a second, within %i minutes', async (count, minutes) => {
  const stage = new Stage();
  for (let i = 0; i < count; i++) {
    stage.lightsail.seedInstance(REGION, `web-${i}`);
    stage.resources.set(`Cpu${i}`, { status: 'CREATE_IN_PROGRESS' });
  }
  stage.resources.set('OnCall', { status: 'CREATE_IN_PROGRESS' });
  stage.lightsail.limitRate({ callsPerSecond: 2, burst: 2 });
  const start = stage.account.clock.now();
  await stage.invoke(contactEvent(stage, 'Create'));
  for (let i = 0; i < count; i++) {
    await stage.invoke(alarmEvent(stage, 'Create', { MonitoredResourceName: `web-${i}`, ServiceTimeout: '1500' }, { LogicalResourceId: `Cpu${i}` }));
  }
  await stage.settle();
  const last = Math.max(...stage.answers.map(({ at }) => at));
  expect(stage.answers.filter(({ Status }) => Status === 'SUCCESS')).toHaveLength(count + 1);
  expect((last - start) / 60_000).toBeLessThanOrEqual(minutes);
  stage.lightsail.limitRate(undefined);
  stage.lightsail.pageSize = 1000;
  expect(await alarms(stage)).toHaveLength(count);
  expect(await contactMethods(stage)).toHaveLength(1);
}, 60_000);
