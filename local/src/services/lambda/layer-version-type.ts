import type { CodeStore } from './code';
import { lambdaState } from './function-state';
import { PropertyReader } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';

/** `AWS::Lambda::LayerVersion`: files beside the code of functions. */
export class LayerVersionType implements ResourceType {
  readonly typeName = 'AWS::Lambda::LayerVersion';
  readonly properties = ['CompatibleArchitectures', 'CompatibleRuntimes', 'Content', 'Description', 'LayerName', 'LicenseInfo'];
  readonly createOnly = this.properties;
  readonly attributes = ['LayerVersionArn'];

  constructor(private readonly code: CodeStore) {}

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const { account, region } = context;
    const reader = new PropertyReader(this.typeName, properties);
    const name = reader.text('LayerName') ?? context.generateName(140);
    const state = lambdaState(account);
    const base = `arn:aws:lambda:${region}:${account.id}:layer:${name}`;
    // Numbers are not used again, whatever has been deleted.
    const version = state.layerVersions[base] = (state.layerVersions[base] ?? 0) + 1;
    const { folder } = this.code.store(reader.object('Content'), context);
    const arn = `${base}:${version}`;
    state.layers[arn] = { arn, folder, compatibleRuntimes: reader.texts('CompatibleRuntimes') ?? [] };
    return { physicalId: arn, attributes: { LayerVersionArn: arn } };
  }

  async update(): Promise<Provisioned> {
    throw new Error('A version of a layer is never updated: a change of any property replaces it.');
  }

  /** Functions that have it keep it. */
  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    delete lambdaState(account).layers[physicalId];
  }
}
