import type { Effect, Fault } from '../faults';
import { UsageError } from './usage-error';

const EFFECTS: Readonly<Record<string, Effect>> = {
  'fail': { type: 'fail-operation', code: 'InternalError', details: 'The operation failed. (A fault that was asked for with --fault.)' },
  'endless': { type: 'endless-operation' },
  'lose-answer': { type: 'lose-answer' },
  'crash': { type: 'crash-caller' },
  'throttle': { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' },
};

/** `lightsail:CreateInstanceSnapshot=fail`, `lightsail:GetOperation=throttle:3` (three times). */
export function parseFault(text: string): Fault {
  const match = /^([a-z]+):(\w+)=([a-z-]+)(?::(\d+))?$/.exec(text);
  const effect = match && EFFECTS[match[3]];
  if (!match || !effect) {
    throw new UsageError(`Got '${text}' as a fault; expected SERVICE:OPERATION=EFFECT[:TIMES] with one of the effects ${Object.keys(EFFECTS).join(', ')}.`);
  }
  const [, service, operation, , times] = match;
  return { service, operation, effect, times: times === undefined ? undefined : Number(times) };
}
