import { checkDashboard } from './dashboard-body';
import { cloudWatchState } from './state';
import type { JsonObject } from '../../core/json';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-dashboard.html */
export class DashboardType implements ResourceType {
  readonly typeName = 'AWS::CloudWatch::Dashboard';
  readonly properties = ['DashboardBody', 'DashboardName'];
  readonly createOnly = ['DashboardName'];

  async create({ account, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.DashboardName === undefined ? generateName(255) : String(properties.DashboardName);
    if (!/^[\w-]{1,255}$/.test(name)) throw new ServiceError('InvalidParameterValue', `The value ${name} for field DashboardName contains invalid characters.`);
    const { dashboards } = cloudWatchState(account);
    if (dashboards[name]) throw new ServiceError('AlreadyExists', `A dashboard named ${name} already exists.`);
    dashboards[name] = body(properties);
    return { physicalId: name, attributes: {} };
  }

  async update({ account }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    cloudWatchState(account).dashboards[physicalId] = body(properties);
    return { physicalId, attributes: {} };
  }

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    delete cloudWatchState(account).dashboards[physicalId];
  }
}

function body({ DashboardBody: text }: Properties): JsonObject {
  const problems: string[] = [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(text));
    problems.push(...checkDashboard(parsed));
  } catch {
    problems.push('/: the body is no JSON');
  }
  if (problems.length > 0) throw new ServiceError('InvalidParameterInput', `The dashboard body is invalid, there are ${problems.length} validation errors: ${problems.join('; ')}`);
  return parsed as JsonObject;
}
