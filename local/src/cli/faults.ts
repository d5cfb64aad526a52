import { UsageError } from './user-error';
import type { Effect, Fault } from '../core/faults';

const EFFECTS: Readonly<Record<string, Effect>> = {
  'fail': { type: 'fail-operation', code: 'InternalError', details: 'The operation failed: a fault that was asked for with --fault' },
  'endless': { type: 'endless-operation' },
  'lose-answer': { type: 'lose-answer' },
  'crash': { type: 'crash-caller' },
  'throttle': { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' },
};

/** `lightsail:CreateInstanceSnapshot=fail`, `lightsail:GetOperation=throttle:3` (three times). */
export function parseFault(text: string): Fault {
  const match = /^([a-z]+):(\w+)=([a-z-]+)(?::(\d+))?$/.exec(text);
  const effect = match && Object.hasOwn(EFFECTS, match[3]) ? EFFECTS[match[3]] : undefined;
  if (!match || !effect) {
    throw new UsageError(`Got '${text}' as a fault; expected SERVICE:OPERATION=EFFECT[:TIMES] with one of the effects ${Object.keys(EFFECTS).join(', ')}.`);
  }
  const [, service, operation, , times] = match;
  return { service, operation, effect, times: times === undefined ? undefined : Number(times) };
}

/** A fault as it was asked for, without how often. */
export function faultWords({ service, operation, effect }: Fault): string {
  return `${service}:${operation ?? '*'}=${Object.keys(EFFECTS).find((name) => EFFECTS[name] === effect) ?? effect.type}`;
}
