import { element, queryCloudFormation } from './cloudformation';
import type { SignedClient } from './signed-client';

/** What is in the templates of stacks. */
export interface Templates {
  /** The logical ids of a stack's resources; undefined: there is no such stack, or its template is not JSON. */
  logicalIds(stackId: string): Promise<readonly string[] | undefined>;
}

export class StackTemplates implements Templates {
  constructor(private readonly client: SignedClient) {}

  async logicalIds(stackId: string): Promise<readonly string[] | undefined> {
    const xml = await queryCloudFormation(this.client, { Action: 'GetTemplate', StackName: stackId, TemplateStage: 'Processed' });
    return xml === undefined ? undefined : resourcesOf(element(xml, 'TemplateBody') ?? '');
  }
}

/** YAML is not read: what can't be read is no evidence. */
function resourcesOf(template: string): string[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(template);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || !('Resources' in parsed)) return undefined;
  const { Resources } = parsed;
  return typeof Resources === 'object' && Resources !== null ? Object.keys(Resources) : undefined;
}
