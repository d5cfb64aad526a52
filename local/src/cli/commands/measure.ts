import { parseDuration } from '../duration';
import { UsageError, UserError } from '../user-error';
import type { Command } from './command';

/** What resources would measure by themselves: values of a metric, from now on. */
export const measure: Command = {
  options: ['region'],

  check(operands) {
    const [resourceName, metricName, value, duration = '1m', ...more] = operands;
    if (resourceName === undefined || metricName === undefined || value === undefined || more.length > 0) {
      throw new UsageError('measure needs a resource, a metric and a value, such as: measure web-1 CPUUtilization 97 15m');
    }
    if (value.trim() === '' || !Number.isFinite(Number(value))) throw new UsageError(`Got '${value}' as a value; expected a number.`);
    parseDuration(duration);
  },

  async run({ cloud, options: { region }, operands: [resourceName, metricName, value, duration = '1m'], terminal }) {
    try {
      cloud.lightsail.monitoring.measure(region, { resourceName, metricName, value: Number(value), duration: parseDuration(duration) });
    } catch (error) {
      throw new UserError(`${error instanceof Error ? error.message : String(error)} See its name with status, and say where it is with --region.`);
    }
    terminal.out.write(`${metricName} of ${resourceName} is ${value} for ${duration}, a value every minute. Let that time pass with: advance ${duration}\n`);
    return true;
  },
};
