import { describeFunction } from './describe-function';
import { lambdaState } from './function-state';
import type { Account } from '../../core/account';
import { type ApiCall, NotSupportedError, ServiceError } from '../../core/service';

/** However many are asked for. */
const MOST = 50;
const MOST_TO_ASK_FOR = 10_000;

/** A page of the functions, by name. The marker is the name that came last. */
export function listFunctions(account: Account, { input, region }: ApiCall): Record<string, unknown> {
  if (input.MasterRegion !== undefined) throw new NotSupportedError('the MasterRegion of ListFunctions');
  if (input.FunctionVersion !== undefined && input.FunctionVersion !== 'ALL') throw invalid('functionVersion', input.FunctionVersion, 'satisfy enum value set: [ALL]');
  const size = Number(input.MaxItems ?? MOST);
  if (!Number.isInteger(size) || size < 1 || size > MOST_TO_ASK_FOR) throw invalid('maxItems', input.MaxItems, `be a whole number from 1 to ${MOST_TO_ASK_FOR}`);
  const after = input.Marker === undefined ? '' : Buffer.from(String(input.Marker), 'base64').toString();
  const functions = Object.values(lambdaState(account).functions)
    .filter((target) => target.region === region && target.name > after)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const shown = functions.slice(0, Math.min(size, MOST));
  const last = shown.at(-1);
  return {
    Functions: shown.map(describeFunction),
    ...last && shown.length < functions.length && { NextMarker: Buffer.from(last.name).toString('base64') },
  };
}

function invalid(member: string, value: unknown, rule: string): ServiceError {
  return new ServiceError('InvalidParameterValueException',
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${rule}`, 400, { Type: 'User' });
}
