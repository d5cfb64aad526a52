import { Aws } from 'aws-cdk-lib';
import { ADOPTED_TAG } from './distribution-contract';
import { type OwnedBy, tagNewStatement } from '../provider/ownership-conditions';
import { CREATES_WITH_TAG, NARROWED_BY_TAG, type Permission, READS_TAKE_NO_RESOURCE } from '../provider/permission';

const DISTRIBUTIONS = `arn:${Aws.PARTITION}:lightsail:*:${Aws.ACCOUNT_ID}:Distribution/*`;
const OWN_DISTRIBUTIONS = `Distributions are in us-east-1, whatever the stack's region. ${NARROWED_BY_TAG}`;

/** What the function may do for distributions. */
export function distributionStatements(owned: OwnedBy): Permission[] {
  return [
    readStatement('ReadDistributionsAndCertificates', ['lightsail:GetCertificates', 'lightsail:GetOperationsForResource']),
    {
      sid: 'CreateDistributions',
      actions: ['lightsail:CreateDistribution'],
      resources: ['*'],
      wildcardReason: CREATES_WITH_TAG,
      conditions: owned.createdAsOurs,
    },
    tagNewStatement('TagNewDistributions', DISTRIBUTIONS, owned, ADOPTED_TAG),
    {
      sid: 'ChangeOwnDistributions',
      actions: [
        'lightsail:UpdateDistribution', 'lightsail:UpdateDistributionBundle', 'lightsail:SetIpAddressType',
        'lightsail:ResetDistributionCache', 'lightsail:DeleteDistribution',
      ],
      resources: [DISTRIBUTIONS],
      wildcardReason: OWN_DISTRIBUTIONS,
      conditions: owned.ours,
    },
    {
      sid: 'TagOwnDistributions',
      actions: ['lightsail:TagResource'],
      resources: [DISTRIBUTIONS],
      wildcardReason: OWN_DISTRIBUTIONS,
      conditions: owned.oursTagsKept,
    },
    {
      // One that was there before the deployment, so that its rollback keeps it.
      sid: 'MarkOwnDistributions',
      actions: ['lightsail:TagResource'],
      resources: [DISTRIBUTIONS],
      wildcardReason: OWN_DISTRIBUTIONS,
      conditions: { ...owned.ours, 'ForAllValues:StringEquals': { 'aws:TagKeys': ADOPTED_TAG } },
    },
    {
      // The ownership tags, too: what was adopted is let go, also when adoptExisting has left the template.
      sid: 'UntagOwnDistributions',
      actions: ['lightsail:UntagResource'],
      resources: [DISTRIBUTIONS],
      wildcardReason: OWN_DISTRIBUTIONS,
      conditions: owned.ours,
    },
  ];
}

/** What the function may do besides, to adopt a distribution that no stack owns. The tag that it sets allows all the rest. */
export function distributionAdoptionStatements(owned: OwnedBy): Permission[] {
  return [
    {
      sid: 'AdoptUnownedDistributions',
      actions: ['lightsail:TagResource'],
      resources: [DISTRIBUTIONS],
      wildcardReason: OWN_DISTRIBUTIONS,
      // Only with the stack's own tag, and only where no stack's tag is yet.
      conditions: owned.newAsOurs,
    },
  ];
}

/** What the function may do to reset the cache of a distribution that the stack does not own. */
export function cacheResetStatements(): Permission[] {
  return [
    readStatement('ReadDistributionsAndCacheResets', []),
    {
      sid: 'ResetDistributionCaches',
      actions: ['lightsail:ResetDistributionCache'],
      resources: [DISTRIBUTIONS],
      wildcardReason: 'The distribution belongs to the user and is known only by its name, so no tag narrows this. A cache that was reset fills again by itself.',
    },
  ];
}

function readStatement(sid: string, more: string[]): Permission {
  return {
    sid,
    actions: ['lightsail:GetDistributions', 'lightsail:GetDistributionLatestCacheReset', 'lightsail:GetOperation', ...more],
    resources: ['*'],
    wildcardReason: READS_TAKE_NO_RESOURCE,
  };
}
