/** An error that an AWS service answered with. Shaped as the SDK's own errors are, where this code reads them. */
export class AwsError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(
    /** As the service spells it: `ExecutionAlreadyExists`. */
    code: string,
    message: string,
    status: number,
  ) {
    super(message);
    this.name = code;
    this.$metadata = { httpStatusCode: status };
  }
}
