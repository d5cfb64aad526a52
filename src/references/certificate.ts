import { Stack } from 'aws-cdk-lib';
import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { NamedReference } from './named-reference';

/**
 * A Lightsail certificate that exists already.
 */
export class Certificate {
  /**
   * Refers to a certificate by its name, in the stack's account.
   *
   * A certificate for a distribution is in us-east-1, even if the stack is elsewhere.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `certificateArn` of the reference is the pattern of any certificate.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param certificateName the name; may be a token
   */
  static fromCertificateName(scope: Construct, id: string, certificateName: string): lightsail.ICertificateRef {
    class Import extends NamedReference implements lightsail.ICertificateRef {
      readonly certificateRef: lightsail.CertificateReference = {
        certificateName: certificateName,
        // Those for distributions are in us-east-1, whatever the stack's region.
        certificateArn: Stack.of(this).formatArn({ service: 'lightsail', region: '*', resource: 'Certificate', resourceName: '*' }),
      };
    }
    return new Import(scope, id, { type: 'Certificate', prop: 'certificateName', name: certificateName });
  }

  private constructor() {}
}
