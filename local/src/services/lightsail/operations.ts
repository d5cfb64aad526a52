import { doesNotExist } from './errors';
import { page } from './paging';
import type { Handlers, Output, Request } from './request';
import type { StoredOperation } from './state';
import { operationOutput } from './views';

export const operationHandlers: Handlers = {
  GetOperation: (request) => {
    const id = request.text('operationId');
    const found = newest(request.region.state.operations, (operation) => operation.id === id);
    if (!found) throw doesNotExist('Operation', id);
    return { operation: operationOutput(found, request.region.name, request.now) };
  },
  // Oldest first. They are kept in this order: the key of each is its place among all that ever were.
  GetOperations: (request) => page(request, 'operations', request.region.state.operations.map((operation, index) => ({ operation, number: (request.region.state.forgottenOperations ?? 0) + index })),
    ({ number }) => String(number).padStart(12, '0'), ({ operation }) => operationOutput(operation, request.region.name, request.now)),
  GetOperationsForResource: (request) => {
    const name = request.text('resourceName');
    const operations = request.region.state.operations.filter((operation) => operation.resourceName === name);
    if (operations.length === 0) throw doesNotExist('resource', name);
    return operationsPage(request, operations);
  },
};

/** The answer of a call that starts operations. */
export function startedOutput(request: Request, operations: readonly StoredOperation[]): Output {
  return { operations: operations.map((operation) => operationOutput(operation, request.region.name, request.now)) };
}

/** From the end: whoever asks, asks for a new one, and there is one for every change that ever was. */
function newest(operations: readonly StoredOperation[], wanted: (operation: StoredOperation) => boolean): StoredOperation | undefined {
  for (let i = operations.length - 1; i >= 0; i--) if (wanted(operations[i])) return operations[i];
  return undefined;
}

function operationsPage(request: Request, operations: readonly StoredOperation[]): Output {
  return page(request, 'operations', operations, (operation) => operation.id,
    (operation) => operationOutput(operation, request.region.name, request.now));
}
