import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './refuse';

/** Per app: the paths of the constructs that have entered something, by what it is and where. */
const apps = new WeakMap<IConstruct, Map<string, string[]>>();

/**
 * Who else in the app has entered this in the same account and region. A token means something only in its own stack; and
 * stacks whose account or region is not known may go to different ones.
 *
 * @param value what the key was made of
 * @param region where it is, if not in the stack's region
 */
export function entriesOf(scope: IConstruct, key: string, value: string, region = Stack.of(scope).region): string[] {
  const stack = Stack.of(scope);
  const isSettled = [value, stack.account, region].every((text) => !Token.isUnresolved(text));
  const place = isSettled ? `${stack.account} ${region}` : stack.node.path;
  const app = apps.get(scope.node.root) ?? new Map<string, string[]>();
  apps.set(scope.node.root, app);
  const entries = app.get(`${place} ${key}`) ?? [];
  app.set(`${place} ${key}`, entries);
  return entries;
}

/** Refuses a second resource of a name: Lightsail has one namespace for all types of resources of a region. */
export function registerName(scope: IConstruct, prop: string, name: string | undefined, region?: string): void {
  if (name === undefined) return;
  const namesakes = entriesOf(scope, `name ${JSON.stringify(Stack.of(scope).resolve(name))}`, name, region);
  if (namesakes.length > 0) {
    refuse(scope, {
      got: `'${name}' as ${prop}, which ${namesakes[0]} has already`,
      expected: 'a name of its own: names are unique among all Lightsail resources of a region',
      fix: `choose another name, or leave ${prop} out to have one generated`,
    });
  }
  namesakes.push(scope.node.path);
}
