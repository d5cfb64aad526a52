import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type OwnedBy, tagNewStatement } from '../provider/ownership-conditions';

const CONTACT_METHODS = `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:ContactMethod/*`;

/** What the function may do for contact methods. */
export function contactMethodStatements(owned: OwnedBy): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadContactMethods',
      actions: ['lightsail:GetContactMethods'],
      // `*`: no Get… action of Lightsail takes a resource.
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'CreateContactMethods',
      actions: ['lightsail:CreateContactMethod'],
      // `*`: the action takes no resource; the request tag is what narrows it.
      resources: ['*'],
      conditions: owned.createdAsOurs,
    }),
    tagNewStatement('TagNewContactMethods', CONTACT_METHODS, owned),
    new PolicyStatement({
      sid: 'RemoveAndVerifyContactMethods',
      actions: ['lightsail:DeleteContactMethod', 'lightsail:SendContactMethodVerification'],
      // `*`: the actions take no resource and no tag. The function reads the ownership tags before it deletes.
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'TagOwnContactMethods',
      actions: ['lightsail:TagResource'],
      resources: [CONTACT_METHODS],
      conditions: owned.oursTagsKept,
    }),
    new PolicyStatement({
      // The ownership tags, too: one that a removal policy kept is let go when its construct comes back.
      sid: 'UntagOwnContactMethods',
      actions: ['lightsail:UntagResource'],
      resources: [CONTACT_METHODS],
      conditions: owned.ours,
    }),
  ];
}
