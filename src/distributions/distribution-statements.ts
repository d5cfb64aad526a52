import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ADOPTED_TAG } from './distribution-contract';
import { type OwnedBy, tagNewStatement } from '../provider/ownership-conditions';

/** Whatever the stack's region: distributions are not in it. Their ARNs end in a UUID that is not known beforehand. */
const DISTRIBUTIONS = `arn:${Aws.PARTITION}:lightsail:*:${Aws.ACCOUNT_ID}:Distribution/*`;

/** What the function may do for distributions. */
export function distributionStatements(owned: OwnedBy): PolicyStatement[] {
  return [
    readStatement('ReadDistributionsAndCertificates', ['lightsail:GetCertificates', 'lightsail:GetOperationsForResource']),
    new PolicyStatement({
      sid: 'CreateDistributions',
      actions: ['lightsail:CreateDistribution'],
      // `*`: the action takes no resource; the request tag is what narrows it.
      resources: ['*'],
      conditions: owned.createdAsOurs,
    }),
    tagNewStatement('TagNewDistributions', DISTRIBUTIONS, owned),
    new PolicyStatement({
      sid: 'ChangeOwnDistributions',
      actions: [
        'lightsail:UpdateDistribution', 'lightsail:UpdateDistributionBundle', 'lightsail:SetIpAddressType',
        'lightsail:ResetDistributionCache', 'lightsail:DeleteDistribution',
      ],
      resources: [DISTRIBUTIONS],
      conditions: owned.ours,
    }),
    new PolicyStatement({
      sid: 'TagOwnDistributions',
      actions: ['lightsail:TagResource'],
      resources: [DISTRIBUTIONS],
      conditions: owned.oursTagsKept,
    }),
    new PolicyStatement({
      // One that was there before the deployment, so that its rollback keeps it.
      sid: 'MarkOwnDistributions',
      actions: ['lightsail:TagResource'],
      resources: [DISTRIBUTIONS],
      conditions: { ...owned.ours, 'ForAllValues:StringEquals': { 'aws:TagKeys': ADOPTED_TAG } },
    }),
    new PolicyStatement({
      // The ownership tags, too: what was adopted is let go, also when adoptExisting has left the template.
      sid: 'UntagOwnDistributions',
      actions: ['lightsail:UntagResource'],
      resources: [DISTRIBUTIONS],
      conditions: owned.ours,
    }),
  ];
}

/** What the function may do besides, to adopt a distribution that no stack owns. The tag that it sets allows all the rest. */
export function distributionAdoptionStatements(owned: OwnedBy): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'AdoptUnownedDistributions',
      actions: ['lightsail:TagResource'],
      resources: [DISTRIBUTIONS],
      // Only with the stack's own tag, and only where no stack's tag is yet.
      conditions: owned.newAsOurs,
    }),
  ];
}

/** What the function may do to reset the cache of a distribution that the stack does not own. */
export function cacheResetStatements(): PolicyStatement[] {
  return [
    readStatement('ReadDistributionsAndCacheResets', []),
    new PolicyStatement({
      sid: 'ResetDistributionCaches',
      actions: ['lightsail:ResetDistributionCache'],
      // No tag narrows it: the distribution is the user's, known only by its name. Its cache fills again by itself.
      resources: [DISTRIBUTIONS],
    }),
  ];
}

function readStatement(sid: string, more: string[]): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions: ['lightsail:GetDistributions', 'lightsail:GetDistributionLatestCacheReset', 'lightsail:GetOperation', ...more],
    // `*`: no Get… action of Lightsail takes a resource.
    resources: ['*'],
  });
}
