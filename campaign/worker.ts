import { checkLife } from './check-life';

/** A process that lives one life after the other. What goes wrong in one ends at most this process. */
export interface Order {
  readonly seed: number;
  readonly processes: boolean;
  readonly shrinkFor: number;
}

process.on('message', (order: Order) => {
  checkLife(order.seed, order).then((result) => process.send?.(result), (defect: unknown) => {
    process.stderr.write(`The life of the seed ${order.seed} could not be lived: ${defect instanceof Error ? defect.stack : String(defect)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit());
