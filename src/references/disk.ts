import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { NamedReference } from './named-reference';

/**
 * A Lightsail disk that exists already.
 */
export class Disk {
  /**
   * Refers to a disk by its name, in the stack's account and region.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `diskArn` of the reference is the pattern of any disk.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param diskName the name; may be a token
   */
  static fromDiskName(scope: Construct, id: string, diskName: string): lightsail.IDiskRef {
    class Import extends NamedReference implements lightsail.IDiskRef {
      readonly diskRef: lightsail.DiskReference = { diskName: diskName, diskArn: this.anyArn };
    }
    return new Import(scope, id, { type: 'Disk', prop: 'diskName', name: diskName });
  }

  private constructor() {}
}
