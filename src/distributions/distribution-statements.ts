import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type OwnedBy, tagNewStatement } from '../provider/ownership-conditions';

/** Whatever the stack's region: distributions are not in it. Their ARNs end in a UUID that nobody knows beforehand. */
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
      actions: ['lightsail:TagResource', 'lightsail:UntagResource'],
      resources: [DISTRIBUTIONS],
      conditions: owned.oursTagsKept,
    }),
  ];
}

/**
 * What the function may do to take over a distribution that nobody's tag protects, and to let go of it. All that follows
 * a takeover is allowed by the tag that it puts there.
 */
export function distributionAdoptionStatements(owned: OwnedBy): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'AdoptDistributionsOfNobody',
      actions: ['lightsail:TagResource'],
      resources: [DISTRIBUTIONS],
      // Only with the stack's own tag, and only where no stack's tag is yet.
      conditions: owned.newAsOurs,
    }),
    new PolicyStatement({
      sid: 'LetGoOfOwnDistributions',
      actions: ['lightsail:UntagResource'],
      resources: [DISTRIBUTIONS],
      conditions: owned.ours,
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
      // No tag narrows it: the distribution is the user's, known by its name alone. Its cache fills again by itself.
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
