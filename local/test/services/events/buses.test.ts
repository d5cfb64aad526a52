import { queueForRules, seen } from './support';
import { REGION, Stage } from '../scheduler/stage';

const RULE = 'AWS::Events::Rule';
const BUS = 'AWS::Events::EventBus';

function put(stage: Stage, EventBusName?: string) {
  const Entries = [{ Source: 'shop', DetailType: 'Sold', Detail: '{}', ...EventBusName !== undefined && { EventBusName } }];
  return stage.account.call({ service: 'events', region: REGION, operation: 'PutEvents', input: { Entries }, caller: stage.account.root });
}

test('a rule sees what is put on its own bus', async () => {
  const stage = new Stage();
  const Arn = await queueForRules(stage);
  const bus = await stage.create(BUS, 'Bus', { Name: 'orders' });
  expect(bus).toEqual({ physicalId: 'orders', attributes: { Arn: `arn:aws:events:${REGION}:123456789012:event-bus/orders`, Name: 'orders' } });
  const properties = { Name: 'sold', EventBusName: 'orders', EventPattern: { source: ['shop'] }, Targets: [{ Id: 'Q', Arn }] };
  const rule = await stage.create(RULE, 'Rule', properties);
  expect(rule).toEqual({ physicalId: 'orders|sold', attributes: { Arn: `arn:aws:events:${REGION}:123456789012:rule/orders/sold`, RuleName: 'sold' } });
  await put(stage);
  await put(stage, 'orders');
  await put(stage, String(bus.attributes.Arn));
  await stage.advance(1000);
  expect(seen(stage)).toHaveLength(2);
  await stage.delete(RULE, 'Rule', rule.physicalId, properties);
  await put(stage, 'orders');
  await stage.advance(1000);
  expect(seen(stage)).toHaveLength(2);
});

test('what cannot be is refused', async () => {
  const stage = new Stage();
  await expect(stage.create(RULE, 'Rule', { EventBusName: 'none', EventPattern: { source: ['x'] } })).rejects.toThrow('Event bus none does not exist.');
  await stage.create(BUS, 'Bus', { Name: 'orders' });
  await expect(stage.create(BUS, 'Bus2', { Name: 'orders' })).rejects.toThrow('Event bus orders already exists.');
  await expect(stage.create(BUS, 'Bus2', { Name: 'default' })).rejects.toThrow('Event bus name default is not valid.');
  await expect(stage.create(RULE, 'Rule', { EventBusName: 'orders', ScheduleExpression: 'rate(1 day)' })).rejects.toThrow('only on the default event bus');
  await expect(put(stage, 'none')).rejects.toThrow('The local cloud does not know the event bus none.');
});
