import type { Distribution } from './distribution-api';
import type { DistributionAttributes } from '../../src/distributions/distribution-contract';

/** What `Fn::GetAtt` gives. CloudFormation has no word for an absent attribute: it is `''`. */
export function attributesOf({ name, status, settings }: Distribution): DistributionAttributes {
  return {
    DistributionName: name,
    DistributionArn: settings.arn ?? '',
    DomainName: settings.domainName ?? '',
    OriginPublicDns: settings.originPublicDNS ?? '',
    Status: status,
  };
}

/** The attributes of a distribution that was deleted outside the stack. */
export function attributesOfMissing(name: string): DistributionAttributes {
  return { DistributionName: name, DistributionArn: '', DomainName: '', OriginPublicDns: '', Status: '' };
}
