import { Arn, ArnFormat, Token } from 'aws-cdk-lib';
import { Construct, DependencyGroup, type IConstruct, type IDependable } from 'constructs';
import type { LightsailFamily } from './family';
import { checkFamily, checkPlace } from './provider-checks';
import type { ILightsailProvider } from './provider-ref';
import { refuse } from '../private/refuse';

/** A provider that another stack or app deployed: it has its permissions already. */
export class ImportedProvider extends Construct implements ILightsailProvider {
  constructor(scope: Construct, id: string, readonly functionArn: string, private readonly families?: readonly LightsailFamily[]) {
    super(scope, id);
    if (!Token.isUnresolved(functionArn) && !isFunctionArn(functionArn)) {
      refuse(this, {
        got: `'${functionArn}' as the provider's function ARN`,
        expected: 'an ARN such as arn:aws:lambda:eu-central-1:123456789012:function:NAME',
        fix: 'pass on the `functionArn` of a LightsailProvider that was made with `shared: true`',
      });
    }
  }

  useFamily(family: LightsailFamily, user: IConstruct): IDependable {
    checkFamily(user, family, this.families, "the imported provider's");
    if (!Token.isUnresolved(this.functionArn)) {
      const { account = '', region = '' } = Arn.split(this.functionArn, ArnFormat.COLON_RESOURCE_NAME);
      checkPlace(user, { account, region });
    }
    return new DependencyGroup();
  }
}

function isFunctionArn(text: string): boolean {
  if (!text.startsWith('arn:')) return false;
  const arn = Arn.split(text, ArnFormat.COLON_RESOURCE_NAME);
  return arn.service === 'lambda' && arn.resource === 'function';
}
