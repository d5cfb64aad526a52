import type { Account } from './account';

/** A resource's properties with every intrinsic function resolved. */
export type Properties = Readonly<Record<string, unknown>>;

export interface ResourceContext {
  readonly account: Account;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** `<stack>-<logicalId>-<12 characters>`, cut to the length that the service allows. */
  generateName(maxLength: number): string;
  /** The file or folder on this machine behind an asset's bucket and key. */
  assetPath(bucket: string, key: string): string;
  /** The folders in which the assets of deployed apps lie. */
  assetFolders?(): string[];
}

export interface Provisioned {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * How one type of resource is made, changed and removed. Methods return when the resource is ready (on virtual time),
 * and throw an error whose message CloudFormation shows.
 */
export interface ResourceType {
  readonly typeName: string;
  /**
   * Every property that is known: any other is refused, as CloudFormation refuses it. Tags are a property like any other:
   * CDK writes them into each resource, and a stack's own tags are not handed on.
   */
  readonly properties: readonly string[];
  /** Properties whose change makes a new resource. */
  readonly createOnly: readonly string[];
  /**
   * Every attribute that is known, so that `Fn::GetAtt` of any other is refused before anything is touched. Absent: it
   * is refused when it is needed and not among those that `create` or `update` gave.
   */
  readonly attributes?: readonly string[];
  create(context: ResourceContext, properties: Properties): Promise<Provisioned>;
  update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned>;
  delete(context: ResourceContext, physicalId: string, properties: Properties): Promise<void>;
}
