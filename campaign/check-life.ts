import * as fc from 'fast-check';
import { life } from './life/arbitraries';
import type { FaultKind } from './life/faults';
import type { Life } from './life/life';
import { LifeError, play } from './life/play';
import { Violation } from './life/violations';

/** What a seed has shown. */
export interface Checked {
  readonly seed: number;
  readonly families: readonly string[];
  readonly struck: readonly FaultKind[];
  readonly deployments: number;
  readonly failure?: {
    /** `SEED:PATH`, which replays the shrunk life. */
    readonly replay: string;
    readonly message: string;
  };
}

export interface CheckOptions {
  /** Of the life that fast-check shrank it to. */
  readonly path?: string;
  /** Looks for a simpler life that fails, for so many milliseconds of real time. Absent: none. */
  readonly shrinkFor?: number;
  /** Every one has processes of its own for its functions. */
  readonly processes?: boolean;
}

/** Lives the life of a seed: the same in every process. */
export async function checkLife(seed: number, { path, shrinkFor, processes = false }: CheckOptions = {}): Promise<Checked> {
  const lived = { ...lifeOf(seed, path), processes };
  const known = { seed, families: familiesOf(lived) };
  try {
    return { ...known, ...await play(lived) };
  } catch (error) {
    const replay = path === undefined ? String(seed) : `${seed}:${path}`;
    const failure = { replay, message: messageOf(error) };
    const simpler = shrinkFor === undefined ? undefined : await shrink(seed, shrinkFor, processes);
    return { ...known, struck: error instanceof LifeError ? error.struck : [], deployments: 0, failure: simpler ?? failure };
  }
}

/** Looks for a simpler life that fails, too. */
async function shrink(seed: number, milliseconds: number, processes: boolean): Promise<Checked['failure']> {
  const { failed, errorInstance, counterexamplePath } = await fc.check(
    fc.asyncProperty(life, async (drawn) => { await play({ ...drawn, processes }); }),
    { seed, numRuns: 1, interruptAfterTimeLimit: milliseconds, markInterruptAsFailure: false },
  );
  if (!failed || !errorInstance || counterexamplePath === null) return undefined;
  return { replay: `${seed}:${counterexamplePath}`, message: messageOf(errorInstance) };
}

function messageOf(error: unknown): string {
  const cause = error instanceof LifeError ? error.cause : error;
  if (cause instanceof Violation) return cause.message;
  return cause instanceof Error ? cause.stack ?? cause.message : String(cause);
}

/** The life of a seed, or the one that it was shrunk to. */
export function lifeOf(seed: number, path?: string): Life {
  const [drawn] = fc.sample(life, { seed, path, numRuns: 1 });
  return drawn;
}

/** Which families a life has anything of. */
export function familiesOf({ acts, shared }: Life): string[] {
  const specs = acts.flatMap(({ changes }) => Object.values(changes)).filter((spec) => spec !== null && spec !== undefined);
  const has = {
    'snapshots': specs.some(({ snapshots }) => snapshots.length > 0),
    'final snapshots': specs.some(({ final }) => final !== undefined),
    'schedules': specs.some(({ schedule, hours }) => schedule !== undefined || hours !== undefined),
    'alarms': specs.some(({ alarm }) => alarm !== undefined),
    'contact methods': specs.some(({ email }) => email !== undefined),
    'distributions': specs.some(({ distribution }) => distribution !== undefined),
    'metrics': specs.some((spec) => spec.export !== undefined),
    'shared provider': shared,
  };
  return Object.entries(has).filter(([, present]) => present).map(([family]) => family);
}
