import { CfnDeletionPolicy, type CfnResource, CustomResource, Duration, Lazy, RemovalPolicy, type TagManager } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkTimeout, tagProblems } from './checks';
import { warnOfRegion } from './environment-checks';
import { type Refusal, refusalText, refuse } from './refuse';
import { checkChoice } from './untyped-checks';
import type { LightsailFamily } from '../provider/family';
import { LightsailProvider } from '../provider/lightsail-provider';
import type { ILightsailProvider } from '../provider/provider-ref';
import { SERVICE_TIMEOUT_MARGIN_SECONDS } from '../provider/timeout-contract';

interface LightsailCustomResourceProps {
  readonly resourceType: string;
  readonly family: LightsailFamily;
  readonly provider?: ILightsailProvider;
  readonly timeout: Duration;
  readonly removalPolicy: RemovalPolicy;
  readonly tags: TagManager;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The stack may be in any region: Lightsail is called in another one. */
  readonly anyRegion?: boolean;
}

/**
 * The custom resource behind a construct: sent to the provider's function, with the permissions of its family. It becomes the
 * construct's default child, so that removal policies, overrides and mixins find a CfnResource as in any L2.
 */
export function lightsailCustomResource(scope: Construct, id: string, props: LightsailCustomResourceProps): CustomResource {
  checkTimeout(scope, props.timeout);
  checkChoice(scope, 'removalPolicy', props.removalPolicy, 'RemovalPolicy', RemovalPolicy);
  if (props.removalPolicy === RemovalPolicy.SNAPSHOT) refuse(scope, NO_SNAPSHOT_POLICY);
  if (props.anyRegion !== true) warnOfRegion(scope);
  const provider = props.provider ?? LightsailProvider.of(scope);
  const resource = new CustomResource(scope, id, {
    resourceType: props.resourceType,
    serviceToken: provider.functionArn,
    serviceTimeout: props.timeout.isUnresolved() ? undefined : props.timeout.plus(Duration.seconds(SERVICE_TIMEOUT_MARGIN_SECONDS)),
    removalPolicy: props.removalPolicy,
    properties: {
      ...props.properties,
      Tags: Lazy.any({ produce: () => renderTags(props.tags) }, { omitEmptyArray: true }),
      TimeoutSeconds: props.timeout.toSeconds(),
    },
  });
  resource.node.addDependency(provider.useFamily(props.family, scope));
  const cfnResource = resource.node.defaultChild as CfnResource;
  scope.node.defaultChild = cfnResource;
  // Both may be set later: by `Tags.of(…)`, `applyRemovalPolicy` and aspects.
  scope.node.addValidation({
    validate: () => [
      ...tagProblems(props.tags.tagValues()),
      ...cfnResource.cfnOptions.deletionPolicy === CfnDeletionPolicy.SNAPSHOT ? [NO_SNAPSHOT_POLICY] : [],
    ].map(refusalText),
  });
  return resource;
}

const NO_SNAPSHOT_POLICY: Refusal = {
  got: 'RemovalPolicy.SNAPSHOT',
  expected: 'DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE: CloudFormation takes snapshots only of its own types',
  fix: 'choose one of them; a FinalSnapshot takes a snapshot of a database, an instance or a disk before it is deleted',
  see: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
};

function renderTags(tags: TagManager): Array<{ Key: string; Value: string }> {
  return Object.entries(tags.tagValues()).map(([Key, Value]) => ({ Key, Value }));
}
