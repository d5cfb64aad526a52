import { performance } from 'node:perf_hooks';
import type { Control } from './control';

/** Puts the virtual time in the place of the machine's, wherever code may read it. */
export function installClock(control: Control): void {
  const RealDate = Date;
  const start = control.now;
  RealDate.now = () => control.now;
  const VirtualDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [control.now], newTarget) as object,
    apply: () => new RealDate(control.now).toString(),
  });
  RealDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate;

  performance.now = () => control.now - start;
  Object.defineProperty(performance, 'timeOrigin', { value: start });
  const hrtime = (since?: [number, number]): [number, number] => {
    const elapsed = process.hrtime.bigint() - (since ? BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]) : 0n);
    return [Number(elapsed / 1_000_000_000n), Number(elapsed % 1_000_000_000n)];
  };
  process.hrtime = Object.assign(hrtime, { bigint: () => BigInt(Math.round((control.now - start) * 1000)) * 1000n });
  process.uptime = () => (control.now - start) / 1000;
}
