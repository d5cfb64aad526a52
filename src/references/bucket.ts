import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { NamedReference } from './named-reference';

/**
 * A Lightsail bucket that exists already.
 */
export class Bucket {
  /**
   * Refers to a bucket by its name, in the stack's account and region.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `bucketArn` of the reference is the pattern of any bucket.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param bucketName the name; may be a token
   */
  static fromBucketName(scope: Construct, id: string, bucketName: string): lightsail.IBucketRef {
    class Import extends NamedReference implements lightsail.IBucketRef {
      readonly bucketRef: lightsail.BucketReference = { bucketName: bucketName, bucketArn: this.anyArn };
    }
    return new Import(scope, id, { type: 'Bucket', prop: 'bucketName', name: bucketName });
  }

  private constructor() {}
}
