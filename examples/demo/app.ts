import { App, Stack, Tags } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import type { Construct } from 'constructs';
import { DatabaseSnapshot, FinalSnapshot, InstanceSnapshot, SnapshotSource } from '../../src';

export interface ShopProps {
  /** The release: a new one takes new snapshots before the web server changes. */
  readonly version: string;
}

/**
 * A shop on one instance and one database, both CloudFormation's own types, with what CloudFormation lacks: a snapshot of
 * each before a release, and one of the database before it is deleted.
 */
export class Shop extends Stack {
  constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id, { description: 'The example app of cdk-lightsail' });

    const database = new lightsail.CfnDatabase(this, 'Database', {
      relationalDatabaseName: 'shop-db',
      relationalDatabaseBlueprintId: 'mysql_8_0',
      relationalDatabaseBundleId: 'micro_2_0',
      masterDatabaseName: 'shop',
      masterUsername: 'shop',
    });
    const web = new lightsail.CfnInstance(this, 'Web', {
      instanceName: 'shop-web',
      blueprintId: 'ubuntu_24_04',
      bundleId: 'nano_3_0',
    });

    new DatabaseSnapshot(this, 'DatabaseRelease', { database, trigger: props.version });
    new InstanceSnapshot(this, 'WebRelease', { instance: web, trigger: props.version });
    new FinalSnapshot(this, 'DatabaseFinal', { source: SnapshotSource.database(database) });

    Tags.of(this).add('app', 'shop');
  }
}

if (require.main === module) {
  const app = new App();
  new Shop(app, 'Shop', { version: app.node.tryGetContext('version') ?? '1.0' });
  app.synth();
}
