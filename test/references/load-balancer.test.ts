import { App, Lazy, Stack } from 'aws-cdk-lib';
import { LoadBalancer } from '../../src';

describe('LoadBalancer.fromLoadBalancerName', () => {
  test('refers to the load balancer by its name, and to any by its ARN', () => {
    const stack = new Stack(new App(), 'Shop', { env: { account: '123456789012', region: 'eu-west-1' } });
    const { loadBalancerRef } = LoadBalancer.fromLoadBalancerName(stack, 'Lb', 'shop-lb');
    expect(stack.resolve(loadBalancerRef.loadBalancerName)).toBe('shop-lb');
    expect(JSON.stringify(stack.resolve(loadBalancerRef.loadBalancerArn))).toContain(':lightsail:eu-west-1:123456789012:LoadBalancer/*');
  });

  test('refuses what is no name', () => {
    expect(() => LoadBalancer.fromLoadBalancerName(new Stack(), 'Lb', '-lb')).toThrow(/Got '-lb' as loadBalancerName/);
  });

  test('lets tokens pass', () => {
    const stack = new Stack();
    const name = Lazy.string({ produce: () => '-lb' });
    expect(stack.resolve(LoadBalancer.fromLoadBalancerName(stack, 'Lb', name).loadBalancerRef.loadBalancerName)).toBe('-lb');
  });
});
