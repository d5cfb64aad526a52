import { CustomResource, Duration, Lazy, type RemovalPolicy, type TagManager } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkTimeout } from './checks';
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
}

/** The custom resource behind a construct: sent to the provider's function, with the permissions of its family. */
export function lightsailCustomResource(scope: Construct, id: string, props: LightsailCustomResourceProps): CustomResource {
  checkTimeout(scope, props.timeout);
  const provider = props.provider ?? LightsailProvider.getOrCreate(scope);
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
  return resource;
}

function renderTags(tags: TagManager): Array<{ Key: string; Value: string }> {
  return Object.entries(tags.tagValues()).map(([Key, Value]) => ({ Key, Value }));
}
