import * as client from '@aws-sdk/client-lightsail';
import { NormalizedSchema } from '@smithy/core/schema';

/** The client's own schema of an operation: id, namespace, name, traits, input, output. */
type OperationSchema = readonly [9, string, string, unknown, Parameters<typeof NormalizedSchema.of>[0], unknown];

const exported = client as unknown as Readonly<Record<string, unknown>>;

/** Whether Lightsail has this operation, by the npm client's account. */
export function isOperation(name: string): boolean {
  return operationSchema(name) !== undefined;
}

/** The schema of an operation's request. */
export function requestSchema(operation: string): NormalizedSchema {
  const schema = operationSchema(operation);
  if (!schema) throw new Error(`Lightsail has no operation ${operation}.`);
  return NormalizedSchema.of(schema[4]);
}

function operationSchema(name: string): OperationSchema | undefined {
  const schema = Object.hasOwn(exported, `${name}$`) ? exported[`${name}$`] : undefined;
  return Array.isArray(schema) && schema[0] === 9 ? schema as unknown as OperationSchema : undefined;
}
