import fc from 'fast-check';
import { BAD_INPUT_TIME, badInput, GOOD_EVENTS, World } from './bad-input';
import type * as lambda from '../../../lambda';
import type { HttpRequest } from '../../../lambda/aws/http';
import type { LightsailClients } from '../../../lambda/lightsail/client';

const SEED = 20261122;

let world: World;

/** The function's real entry point, with everything outside of its process replaced. */
function entryPoint(): typeof lambda.handler {
  jest.doMock('../../../lambda/aws/http', () => ({
    ...jest.requireActual<object>('../../../lambda/aws/http'), sendHttp: async (request: HttpRequest) => world.send(request),
  }));
  jest.doMock('../../../lambda/lightsail/client', () => ({
    ...jest.requireActual<object>('../../../lambda/lightsail/client'),
    lightsailClients: (region: string) => ({
      read: { send: async (command: never) => world.clients(region).read.send(command) },
      change: { send: async (command: never) => world.clients(region).change.send(command) },
    } as LightsailClients),
  }));
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_LAMBDA_FUNCTION_NAME: 'provider',
    WAITER_ARN: 'arn:aws:states:eu-central-1:123456789012:stateMachine:waiter',
    AWS_ACCESS_KEY_ID: 'AKIALOCAL',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
  jest.spyOn(Date, 'now').mockReturnValue(BAD_INPUT_TIME);
  jest.spyOn(console, 'log').mockImplementation((line: string) => { world.lines.push(line); });
  return jest.requireActual<typeof lambda>('../../../lambda').handler;
}

export async function checkBadInput(runs: number): Promise<void> {
  const before = { ...process.env };
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  process.on('unhandledRejection', note);
  try {
    const handler = entryPoint();
    const continuations: unknown[] = [];
    for (const event of GOOD_EVENTS) {
      world = new World();
      expect(await world.problemsWith(handler, event)).toEqual([]);
      continuations.push(...world.executions);
    }
    // Each family has something that waits.
    expect(continuations.length).toBeGreaterThan(8);
    await fc.assert(fc.asyncProperty(badInput(continuations), async (event) => {
      world = new World();
      expect(await world.problemsWith(handler, event)).toEqual([]);
      expect(rejections).toEqual([]);
    }), { seed: SEED, numRuns: runs, endOnFailure: false });
  } finally {
    process.off('unhandledRejection', note);
    process.env = before;
    jest.restoreAllMocks();
  }
}
