import {
  CreateDistributionCommand, DeleteDistributionCommand, GetCertificatesCommand, GetDistributionLatestCacheResetCommand, GetDistributionsCommand,
  type IpAddressType, type LightsailDistribution, type Operation, ResetDistributionCacheCommand, SetIpAddressTypeCommand,
  UpdateDistributionBundleCommand, UpdateDistributionCommand,
} from '@aws-sdk/client-lightsail';
import type { CacheReset, Certificate, Distribution, DistributionApi, DistributionChanges, NewDistribution } from './distribution-api';
import type { LightsailClients } from '../lightsail/client';
import { classify } from '../lightsail/errors';
import { unlessNotFound } from '../lightsail/not-found';
import { type OperationStatus, operationStatus } from '../lightsail/operations';
import { allPages } from '../lightsail/paging';
import { fromTagList, toTagList } from '../lightsail/tagging';

/** Lightsail's distributions. The client must be one of us-east-1. */
export class LightsailDistributions implements DistributionApi {
  constructor(private readonly lightsail: LightsailClients) {}

  async get(name: string): Promise<Distribution | undefined> {
    // "Not there" is said in several ways, and a call that went wrong looks like some of them. A distribution is gone when
    // the list of all of them can be had and does not hold it.
    return await this.byName(name) ?? (await this.list()).find((distribution) => distribution.name === name);
  }

  private async byName(name: string): Promise<Distribution | undefined> {
    try {
      const { distributions = [] } = await this.lightsail.read.send(new GetDistributionsCommand({ distributionName: name }));
      return distributions.map(read).find((distribution) => distribution.name === name);
    } catch (error) {
      const { type } = classify(error);
      if (type === 'not-found' || type === 'invalid') return undefined;
      throw error;
    }
  }

  async list(): Promise<Distribution[]> {
    return allPages(async (pageToken) => {
      const page = await this.lightsail.read.send(new GetDistributionsCommand({ pageToken }));
      return { items: page.distributions?.map(read), nextPageToken: page.nextPageToken };
    });
  }

  async create({ tags, ...distribution }: NewDistribution): Promise<OperationStatus | undefined> {
    return started(await this.lightsail.change.send(new CreateDistributionCommand({ ...distribution, tags: toTagList(tags) })));
  }

  async update(name: string, changes: DistributionChanges): Promise<OperationStatus | undefined> {
    return started(await this.lightsail.change.send(new UpdateDistributionCommand({ distributionName: name, ...changes })));
  }

  async updateBundle(name: string, bundleId: string): Promise<OperationStatus | undefined> {
    return started(await this.lightsail.change.send(new UpdateDistributionBundleCommand({ distributionName: name, bundleId })));
  }

  async setIpAddressType(name: string, type: string): Promise<OperationStatus | undefined> {
    const { operations = [] } = await this.lightsail.change.send(new SetIpAddressTypeCommand({
      resourceType: 'Distribution', resourceName: name, ipAddressType: type as IpAddressType,
    }));
    return started({ operation: operations.find(({ resourceName }) => resourceName === name) ?? operations[0] });
  }

  async resetCache(name: string): Promise<OperationStatus | undefined> {
    return started(await this.lightsail.change.send(new ResetDistributionCacheCommand({ distributionName: name })));
  }

  async latestCacheReset(name: string): Promise<CacheReset | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetDistributionLatestCacheResetCommand({ distributionName: name })));
    return answer?.createTime && { status: answer.status ?? 'unknown', createdAt: answer.createTime.getTime() };
  }

  async delete(name: string): Promise<OperationStatus | undefined> {
    return started(await this.lightsail.change.send(new DeleteDistributionCommand({ distributionName: name })));
  }

  async certificate(name: string): Promise<Certificate | undefined> {
    const command = new GetCertificatesCommand({ certificateName: name, includeCertificateDetails: true });
    const answer = await unlessNotFound(this.lightsail.read.send(command));
    const found = answer?.certificates?.find(({ certificateName }) => certificateName === name);
    if (!found) return undefined;
    const { certificateDetail: detail } = found;
    return {
      status: detail?.status ?? 'unknown',
      domainNames: [...new Set([detail?.domainName ?? found.domainName ?? '', ...detail?.subjectAlternativeNames ?? []])],
    };
  }
}

function started({ operation }: { readonly operation?: Operation }): OperationStatus | undefined {
  return operation && operationStatus(operation);
}

function read(distribution: LightsailDistribution): Distribution {
  return {
    name: distribution.name ?? '',
    status: distribution.status ?? 'unknown',
    tags: fromTagList(distribution.tags),
    settings: distribution,
  };
}
