/**
 * A resource could not be made, changed or removed. A resource type throws it instead of a plain error when something
 * exists all the same: CloudFormation then deletes that physical id in the rollback.
 */
export class ResourceFailure extends Error {
  constructor(
    message: string,
    /** What exists now under this logical id, as far as is known. */
    readonly physicalId?: string,
    /** Nothing was asked of the resource's service, so there is nothing to take back. */
    readonly untouched = false,
  ) {
    super(message);
    this.name = 'ResourceFailure';
  }
}
