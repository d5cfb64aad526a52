import type { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { everything } from './everything';
import * as library from '../../../src';

/** What the fixture of a release is made of: a stack with every construct of the library. */
export function everyConstruct(release: string): (stack: Stack) => void {
  return (stack) => {
    everything({ shared: false, release })(stack);
    const loadBalancer = library.LoadBalancer.fromLoadBalancerName(stack, 'LoadBalancer', 'lb');
    library.RecommendedAlarms.forLoadBalancer(stack, 'LoadBalancerAlarms', { loadBalancer });
    const metrics = stack.node.findChild('Metrics') as library.MetricExport;
    new library.LightsailDashboard(stack, 'Dashboard', { loadBalancers: [loadBalancer], metrics });

    const constructs = stack.node.findAll();
    for (const [name, exported] of Object.entries(library)) {
      if (typeof exported !== 'function' || !(exported.prototype instanceof Construct)) continue;
      if (!constructs.some((construct) => construct instanceof exported)) throw new Error(`No ${name} is in this stack: add one to ${__filename}.`);
    }
  };
}
