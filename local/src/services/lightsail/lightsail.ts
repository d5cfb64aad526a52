import { alarmHandlers } from './alarms/alarms';
import { contactMethodHandlers } from './alarms/contact-methods';
import { evaluateAlarms } from './alarms/evaluation';
import { metricDataHandlers } from './alarms/metric-data';
import { Monitoring } from './alarms/monitoring';
import { isOperation } from './api';
import { authorizationRequests } from './authorization';
import { catalogueHandlers } from './catalogue/catalogue';
import { databaseSnapshotHandlers } from './databases/database-snapshots';
import { maintainDatabases } from './databases/database-updates';
import { databaseHandlers } from './databases/databases';
import { bucketHandlers } from './distributions/buckets';
import { type CertificateInForce, certificatesInForce } from './distributions/certificate-history';
import { certificateHandlers, issueCertificate } from './distributions/certificates';
import { containerServiceHandlers } from './distributions/container-services';
import { distributionHandlers } from './distributions/distributions';
import { domainHandlers } from './domains/domains';
import { DEFAULT_DURATIONS, type Durations, NO_DURATIONS } from './durations';
import { endAll, endNow } from './endless';
import { unknownOperation } from './errors';
import { checkInput } from './input-validation';
import { diskSnapshotHandlers } from './instances/disk-snapshots';
import { diskHandlers } from './instances/disks';
import { instanceSnapshotHandlers } from './instances/instance-snapshots';
import { instanceHandlers } from './instances/instances';
import { keyPairHandlers } from './instances/key-pairs';
import { portHandlers } from './instances/ports';
import { snapshotCopyHandlers } from './instances/snapshot-copies';
import { staticIpHandlers } from './instances/static-ips';
import { loadBalancerHandlers } from './load-balancers';
import { operationHandlers } from './operations';
import { type RateLimit, RateLimiter } from './rate-limit';
import { Region } from './region';
import { type Handlers, type Input, type Output, Request, type Settings } from './request';
import { lightsailResourceTypes } from './resource-types';
import { lightsailState, type ResourceKind, type StoredResource } from './state';
import { tagHandlers } from './tags';
import { isRegion, regionHandlers } from './zones';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import type { Effect } from '../../core/faults';
import { type ApiCall, NotSupportedError, type Service } from '../../core/service';

const HANDLERS: Handlers = {
  ...alarmHandlers,
  ...bucketHandlers,
  ...catalogueHandlers,
  ...certificateHandlers,
  ...contactMethodHandlers,
  ...containerServiceHandlers,
  ...databaseHandlers,
  ...databaseSnapshotHandlers,
  ...diskHandlers,
  ...diskSnapshotHandlers,
  ...distributionHandlers,
  ...domainHandlers,
  ...instanceHandlers,
  ...instanceSnapshotHandlers,
  ...keyPairHandlers,
  ...loadBalancerHandlers,
  ...metricDataHandlers,
  ...operationHandlers,
  ...portHandlers,
  ...regionHandlers,
  ...snapshotCopyHandlers,
  ...staticIpHandlers,
  ...tagHandlers,
};

export interface LightsailOptions extends Settings {
  /** Absent ones keep their default. */
  readonly durations?: Partial<Durations>;
  /** How many items a page of a list has. Default: 20. */
  readonly pageSize?: number;
  /** Default: no limit. */
  readonly rateLimit?: RateLimit;
}

/** One resource in the account, for people who want to see what there is. */
export interface InventoryItem {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly tags: Readonly<Record<string, string>>;
}

/** Amazon Lightsail in every Region of the account. */
export class Lightsail implements Service {
  readonly name = 'lightsail';
  readonly resourceTypes = lightsailResourceTypes;
  /** Measures resources and reads the mail that alarms send. */
  readonly monitoring: Monitoring;
  durations: Durations;
  pageSize: number;
  private rateLimiter?: RateLimiter;

  constructor(private readonly account: Account, private readonly options: LightsailOptions = {}) {
    this.monitoring = new Monitoring(account);
    this.durations = { ...DEFAULT_DURATIONS, ...options.durations };
    this.pageSize = options.pageSize ?? 20;
    this.limitRate(options.rateLimit);
    maintainDatabases(account, () => this.durations);
    account.add(this);
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    if (!isOperation(call.operation)) throw unknownOperation();
    checkRegion(call.region);
    return authorizationRequests(this.account, call);
  }

  async handle(call: ApiCall, effect?: Effect): Promise<Output> {
    this.rateLimiter?.take(this.account.clock.now());
    return this.carryOut(call.region, call.operation, call.input, this.durations, effect);
  }

  /** From now on the account has this many calls a second; without a limit, as many as it likes. */
  limitRate(limit: RateLimit | undefined): void {
    this.rateLimiter = limit && new RateLimiter(limit, this.account.clock.now());
  }

  /** Carries out an operation of the API without any waiting, limit or fault: what it makes is there at once. */
  instantly(region: string, operation: string, input: Input): Output {
    return this.carryOut(region, operation, input, NO_DURATIONS);
  }

  seedDatabase(region: string, name: string, input: Input = {}): void {
    this.instantly(region, 'CreateRelationalDatabase', {
      relationalDatabaseName: name,
      relationalDatabaseBlueprintId: 'mysql_8_0',
      relationalDatabaseBundleId: 'micro_2_0',
      masterDatabaseName: 'main',
      masterUsername: 'admin',
      ...input,
    });
  }

  seedInstance(region: string, name: string, input: Input = {}): void {
    this.instantly(region, 'CreateInstances', {
      instanceNames: [name], availabilityZone: `${region}a`, blueprintId: 'amazon_linux_2023', bundleId: 'nano_3_0', ...input,
    });
  }

  seedDisk(region: string, name: string, input: Input = {}): void {
    this.instantly(region, 'CreateDisk', { diskName: name, availabilityZone: `${region}a`, sizeInGb: 8, ...input });
  }

  /** The Regions that were ever used. */
  regions(): string[] {
    return Object.keys(lightsailState(this.account).regions).sort();
  }

  seedLoadBalancer(region: string, name: string, input: Input = {}): void {
    this.instantly(region, 'CreateLoadBalancer', { loadBalancerName: name, instancePort: 80, ...input });
  }

  /** A certificate that is issued. */
  seedCertificate(region: string, name: string, domainName: string, ...alternatives: string[]): void {
    this.instantly(region, 'CreateCertificate', { certificateName: name, domainName, subjectAlternativeNames: alternatives });
    this.issueCertificate(region, name);
  }

  /** What the certificate authority does once the DNS of a certificate's domains is right. */
  issueCertificate(region: string, name: string): void {
    issueCertificate(new Region(this.account, region), name);
  }

  /** Which certificates a distribution served with, in the order of time. */
  certificatesInForce(distributionName: string): CertificateInForce[] {
    return certificatesInForce(new Region(this.account, 'us-east-1').get('Distribution', distributionName));
  }

  /** Everything that a Region holds, oldest first. */
  inventory(region: string): InventoryItem[] {
    const current = new Region(this.account, region);
    evaluateAlarms(current);
    return Object.values(current.state.resources)
      .sort((one, other) => one.createdAt - other.createdAt || one.name.localeCompare(other.name))
      .map((resource) => ({
        kind: resource.kind,
        name: resource.name,
        state: current.stateOf(resource),
        createdAt: new Date(resource.createdAt),
        tags: plainTags(resource),
      }));
  }

  /** Brings the operations of this resource to their end that a fault made endless. */
  endNow(region: string, resourceName: string): void {
    endNow(new Region(this.account, region), resourceName);
  }

  /** Brings all operations of the Region to their end that a fault made endless. */
  endAll(region: string): void {
    endAll(new Region(this.account, region));
  }

  private carryOut(region: string, operation: string, input: Input, durations: Durations, effect?: Effect): Output {
    if (!isOperation(operation)) throw unknownOperation();
    checkRegion(region);
    if (!Object.hasOwn(HANDLERS, operation)) throw new NotSupportedError(`Lightsail's ${operation}`);
    checkInput(operation, input);
    const request = new Request(
      new Region(this.account, region), operation, input, durations, this.pageSize, (name) => new Region(this.account, name), effect,
      this.options,
    );
    return HANDLERS[operation](request);
  }
}

function checkRegion(region: string): void {
  if (!isRegion(region)) throw new NotSupportedError(`Lightsail in the Region ${region}`, 'Lightsail does not exist there, by the npm client.');
}

function plainTags(resource: StoredResource): Record<string, string> {
  return Object.fromEntries(Object.entries(resource.tags).map(([key, value]) => [key, value ?? '']));
}
