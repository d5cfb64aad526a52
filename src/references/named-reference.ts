import { Resource, Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { checkResourceName, type Named } from '../private/checks';

/** The types whose names follow rules of their own. */
const NAMED: Readonly<Record<string, Named>> = {
  Disk: 'instance-or-disk',
  DiskSnapshot: 'instance-or-disk',
  Instance: 'instance-or-disk',
  InstanceSnapshot: 'instance-or-disk',
  RelationalDatabase: 'database',
  RelationalDatabaseSnapshot: 'database',
};

/** The construct behind a `from…Name`. */
export abstract class NamedReference extends Resource {
  /**
   * Any resource of the type: Lightsail's ARNs end in a UUID that cannot be derived from a name.
   */
  protected readonly anyArn: string;

  constructor(scope: Construct, id: string, reference: { readonly type: string; readonly prop: string; readonly name: string }) {
    super(scope, id);
    checkResourceName(this, reference.prop, reference.name, NAMED[reference.type]);
    this.anyArn = Stack.of(scope).formatArn({ service: 'lightsail', resource: reference.type, resourceName: '*' });
  }
}
