import type { SimulatorRequest } from '../model/types.ts';
import { type Operation, operations } from './resources.ts';
import { listOperations } from './revocation-lists.ts';

const all: readonly Operation[] = [...operations, ...listOperations];

/** The operation that a request is of. */
export const operationOf = ({ method, path }: SimulatorRequest): { readonly operation: Operation; readonly id: string } | undefined => {
  const [route = ''] = path.split('?');
  for (const operation of all) {
    const found = operation.method === method ? operation.route.exec(route) : null;
    if (found) return { operation, id: decodeURIComponent(found[1] ?? '') };
  }
  return undefined;
};
