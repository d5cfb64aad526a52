import { Aws } from 'aws-cdk-lib';
import { type OwnedBy, tagNewStatement } from '../provider/ownership-conditions';
import { CREATES_WITH_TAG, NARROWED_BY_TAG, type Permission, READS_TAKE_NO_RESOURCE } from '../provider/permission';

const CONTACT_METHODS = `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:ContactMethod/*`;

/** What the function may do for contact methods. */
export function contactMethodStatements(owned: OwnedBy): Permission[] {
  return [
    {
      sid: 'ReadContactMethods',
      actions: ['lightsail:GetContactMethods'],
      resources: ['*'],
      wildcardReason: READS_TAKE_NO_RESOURCE,
    },
    {
      sid: 'CreateContactMethods',
      actions: ['lightsail:CreateContactMethod'],
      resources: ['*'],
      wildcardReason: CREATES_WITH_TAG,
      conditions: owned.createdAsOurs,
    },
    tagNewStatement('TagNewContactMethods', CONTACT_METHODS, owned),
    {
      sid: 'RemoveAndVerifyContactMethods',
      actions: ['lightsail:DeleteContactMethod', 'lightsail:SendContactMethodVerification'],
      resources: ['*'],
      wildcardReason: 'AWS lets neither a resource nor a tag be named for these actions; the function reads the ownership tags before it deletes.',
    },
    {
      sid: 'TagOwnContactMethods',
      actions: ['lightsail:TagResource'],
      resources: [CONTACT_METHODS],
      wildcardReason: NARROWED_BY_TAG,
      conditions: owned.oursTagsKept,
    },
    {
      // The ownership tags, too: one that a removal policy kept is let go when its construct comes back.
      sid: 'UntagOwnContactMethods',
      actions: ['lightsail:UntagResource'],
      resources: [CONTACT_METHODS],
      wildcardReason: NARROWED_BY_TAG,
      conditions: owned.ours,
    },
  ];
}
