import { type ChildProcess, fork } from 'node:child_process';
import * as path from 'node:path';
import type { Checked } from './check-life';
import type { Order } from './worker';

/** Real time after which a life counts as one that never ends. */
const PATIENCE_MILLISECONDS = 10 * 60_000;

/** Lets lives be lived in processes, some at a time. */
export async function inWorkers(count: number, orders: Iterable<Order>, done: (result: Checked) => void): Promise<void> {
  const next = orders[Symbol.iterator]();
  await Promise.all(Array.from({ length: count }, async () => {
    let worker: ChildProcess | undefined;
    for (let order = next.next(); !order.done; order = next.next()) {
      worker ??= fork(path.join(__dirname, 'worker.ts'), { execArgv: ['--import', 'tsx'] });
      const result = await ask(worker, order.value);
      if (result.failure && worker.exitCode === null && worker.signalCode === null && result.deployments < 0) worker.kill('SIGKILL');
      if (worker.exitCode !== null || worker.signalCode !== null || worker.killed) worker = undefined;
      done(result);
    }
    worker?.disconnect();
  }));
}

function ask(worker: ChildProcess, order: Order): Promise<Checked> {
  return new Promise((resolve) => {
    const settle = (result: Checked) => {
      clearTimeout(timer);
      worker.off('message', settle as (message: unknown) => void);
      worker.off('exit', exited);
      resolve(result);
    };
    const lost = (message: string): Checked => ({
      seed: order.seed, families: [], struck: [], deployments: -1, failure: { replay: String(order.seed), message },
    });
    const exited = (code: number | null, signal: string | null) => settle(lost(`the process ended with ${signal ?? code ?? 'nothing'}`));
    const timer = setTimeout(() => settle(lost('the life never ends')), PATIENCE_MILLISECONDS);
    worker.on('message', settle as (message: unknown) => void);
    worker.on('exit', exited);
    worker.send(order);
  });
}
