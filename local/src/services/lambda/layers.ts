import path from 'node:path';
import { lambdaState } from './function-state';
import type { Account } from '../../core/account';
import { NotSupportedError, ServiceError } from '../../core/service';

const MOST = 5;

/** The folders of a function's layers, in the order in which they are put on top of each other. */
export function layerFolders(account: Account, arns: readonly string[]): string[] {
  if (arns.length > MOST) throw new ServiceError('InvalidParameterValueException', `Cannot reference more than ${MOST} layers.`);
  const { layers } = lambdaState(account);
  return arns.map((arn) => {
    if (Object.hasOwn(layers, arn)) return layers[arn].folder;
    if (arn.split(':')[4] !== account.id) throw new NotSupportedError(`the layer ${arn} of another account`);
    throw new ServiceError('InvalidParameterValueException', `Layer version ${arn} does not exist.`);
  });
}

/**
 * Where modules and programs of layers are found. In the cloud all layers are unpacked into one folder, /opt; here each
 * stays where it is, and the last one comes first. What names /opt itself finds it in Python only.
 */
export function layerVariables(folders: readonly string[], runtime: string): { readonly modules: string[]; readonly programs: string[] } {
  const topmost = [...folders].reverse();
  const version = /\d+/.exec(runtime)?.[0] ?? '';
  return {
    modules: [`nodejs/node${version}/node_modules`, 'nodejs/node_modules'].flatMap((below) => topmost.map((folder) => path.join(folder, below))),
    programs: topmost.map((folder) => path.join(folder, 'bin')),
  };
}
