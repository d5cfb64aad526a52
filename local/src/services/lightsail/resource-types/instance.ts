import { NativeHandler } from './native-handler';
import { compact, optionalText, refuse, requestTags, text, updateTags } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import { NotSupportedError } from '../../../core/service';

const TYPE_NAME = 'AWS::Lightsail::Instance';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-instance.html */
export const instanceType: ResourceType = {
  typeName: TYPE_NAME,
  properties: [
    'AddOns', 'AvailabilityZone', 'BlueprintId', 'BundleId', 'Hardware', 'InstanceName', 'KeyPairName', 'Location', 'Networking', 'State',
    'Tags', 'UserData',
  ],
  createOnly: ['AvailabilityZone', 'BlueprintId', 'BundleId', 'InstanceName'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    checkKnown(properties);
    const handler = new NativeHandler(context, TYPE_NAME);
    const instanceName = text(properties, 'InstanceName');
    await handler.call('CreateInstances', compact({
      instanceNames: [instanceName],
      availabilityZone: optionalText(properties, 'AvailabilityZone') ?? `${context.region}a`,
      blueprintId: properties.BlueprintId,
      bundleId: properties.BundleId,
      keyPairName: properties.KeyPairName,
      userData: properties.UserData,
      tags: requestTags(properties),
    }));
    return handler.made(instanceName, async () => {
      await ready(handler, instanceName);
      await openPorts(handler, instanceName, properties);
      for (const { DiskName: diskName, Path: diskPath } of disks(properties)) {
        await handler.call('AttachDisk', { instanceName, diskName, diskPath });
        await handler.wait('the disk is attached', async () => {
          const { disk } = await handler.call('GetDisk', { diskName });
          return (disk as { readonly isAttached: boolean }).isAttached ? true : undefined;
        });
      }
      return ready(handler, instanceName);
    });
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    checkKnown(properties);
    const handler = new NativeHandler(context, TYPE_NAME);
    if (JSON.stringify(disks(properties)) !== JSON.stringify(disks(old))) {
      throw new NotSupportedError(`a change of Hardware.Disks of ${TYPE_NAME}`, 'A disk is detached from a stopped instance only.');
    }
    await updateTags(handler, physicalId, properties, old);
    if (JSON.stringify(properties.Networking) !== JSON.stringify(old.Networking)) await openPorts(handler, physicalId, properties);
    return ready(handler, physicalId);
  },

  async delete(context: ResourceContext, instanceName: string): Promise<void> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const read = async () => handler.find('GetInstance', { instanceName });
    if (!await read()) return;
    await handler.call('DeleteInstance', { instanceName });
    await handler.wait('the instance is deleted', async () => (await read() ? undefined : true));
  },
};

/** The rest of Hardware and Networking says what an instance is like, and changes nothing. */
function checkKnown(properties: Properties): void {
  refuse(TYPE_NAME, properties, 'AddOns', 'Location', 'State');
}

function disks(properties: Properties): Array<{ readonly DiskName: string; readonly Path: string }> {
  const { Disks = [] } = (properties.Hardware ?? {}) as { Disks?: Array<{ DiskName: string; Path: string; IsSystemDisk?: unknown }> };
  return Disks.filter(({ IsSystemDisk }) => String(IsSystemDisk) !== 'true').map(({ DiskName, Path }) => ({ DiskName, Path }));
}

/** What the template opens takes the place of all that is open. */
async function openPorts(handler: NativeHandler, instanceName: string, properties: Properties): Promise<void> {
  const { Ports } = (properties.Networking ?? {}) as { Ports?: Properties[] };
  if (!Ports) return;
  await handler.call('PutInstancePublicPorts', {
    instanceName,
    portInfos: Ports.map((port) => compact({
      fromPort: port.FromPort === undefined ? undefined : Number(port.FromPort),
      toPort: port.ToPort === undefined ? undefined : Number(port.ToPort),
      protocol: optionalText(port, 'Protocol'),
      cidrs: port.Cidrs,
      ipv6Cidrs: port.Ipv6Cidrs,
      cidrListAliases: port.CidrListAliases,
    })),
  });
}

interface InstanceOutput {
  readonly arn: string;
  readonly supportCode: string;
  readonly resourceType: string;
  readonly location: { readonly availabilityZone: string; readonly regionName: string };
  readonly hardware: { readonly cpuCount: number; readonly ramSizeInGb: number };
  readonly networking: { readonly monthlyTransfer: { readonly gbPerMonthAllocated: number } };
  readonly state: { readonly code: number; readonly name: string };
  readonly isStaticIp: boolean;
  readonly privateIpAddress: string;
  readonly publicIpAddress?: string;
  readonly ipv6Addresses: readonly string[];
  readonly sshKeyName: string;
  readonly username: string;
}

async function ready(handler: NativeHandler, instanceName: string): Promise<Provisioned> {
  const instance = await handler.wait('the instance runs', async () => {
    const read = (await handler.call('GetInstance', { instanceName })).instance as InstanceOutput;
    return ['running', 'stopped'].includes(read.state.name) ? read : undefined;
  });
  return {
    physicalId: instanceName,
    attributes: {
      'InstanceArn': instance.arn,
      'Hardware.CpuCount': instance.hardware.cpuCount,
      'Hardware.RamSizeInGb': instance.hardware.ramSizeInGb,
      'Ipv6Addresses': instance.ipv6Addresses,
      'IsStaticIp': instance.isStaticIp,
      'Location.AvailabilityZone': instance.location.availabilityZone,
      'Location.RegionName': instance.location.regionName,
      'Networking.MonthlyTransfer.GbPerMonthAllocated': instance.networking.monthlyTransfer.gbPerMonthAllocated,
      'PrivateIpAddress': instance.privateIpAddress,
      'PublicIpAddress': instance.publicIpAddress ?? '',
      'ResourceType': instance.resourceType,
      'SshKeyName': instance.sshKeyName,
      'State.Code': instance.state.code,
      'State.Name': instance.state.name,
      'SupportCode': instance.supportCode,
      'UserName': instance.username,
    },
  };
}
