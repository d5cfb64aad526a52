import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { SnapshotSource } from './snapshot-source';
import { sourceResource, type TemplateSource } from './template-source';
import { refuse } from '../private/refuse';

/** Whether a snapshot comes before or after its source. Before it, the snapshot may not refer to the source: it names it. */
export class SourceOrder {
  private readonly resource?: TemplateSource;
  private position?: 'before' | 'after';

  constructor(private readonly snapshot: IConstruct, private readonly source: SnapshotSource) {
    this.resource = sourceResource(source);
  }

  before(scopes: readonly IConstruct[]): void {
    if (!this.contain(scopes)) return;
    const { resource } = this;
    if (resource && Stack.of(resource.resource) !== Stack.of(this.snapshot)) {
      refuse(this.snapshot, {
        got: `executeBefore with the source ${resource.resource.node.path}, which another stack makes`,
        expected: 'a source of the same stack',
        fix: 'move the snapshot into that stack, or leave the source out of executeBefore',
      });
    }
    this.take('before');
  }

  after(scopes: readonly IConstruct[]): void {
    if (this.contain(scopes)) this.take('after');
  }

  /** The source's own name, or a reference to the source, which puts the snapshot after it. */
  sourceName(): string {
    return this.resource && this.position === 'before' ? this.resource.name() : this.source.sourceName;
  }

  /** Only of a source that comes after the snapshot. */
  sourceLogicalId(): string | undefined {
    return this.position === 'before' ? this.resource?.resource.logicalId : undefined;
  }

  private contain(scopes: readonly IConstruct[]): boolean {
    return this.resource !== undefined && scopes.some((scope) => this.resource?.resource.node.scopes.includes(scope));
  }

  private take(position: 'before' | 'after'): void {
    if (this.position !== undefined && this.position !== position) {
      refuse(this.snapshot, {
        got: `the source ${this.resource?.resource.node.path} in both executeBefore and executeAfter`,
        expected: 'it in one of them',
        fix: 'keep it in executeBefore for a snapshot of what was there before the deployment, or in executeAfter for one of what the deployment made of it',
      });
    }
    this.position = position;
  }
}
