/**
 * The module `cfn-response`, which AWS puts beside the code of functions that are written in the template itself. Bundled
 * into a file of its own, which is copied to such code.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
 */
import https from 'node:https';

export const SUCCESS = 'SUCCESS';
export const FAILED = 'FAILED';

interface CustomResourceRequest {
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

interface FunctionContext {
  readonly logStreamName: string;
  /** Runtimes from nodejs24.x on lack it. */
  readonly done?: (error?: unknown) => void;
}

/** Answers CloudFormation, and ends the invocation. The promise is for handlers that await it. */
export function send(
  event: CustomResourceRequest, context: FunctionContext, responseStatus: string,
  responseData?: object, physicalResourceId?: string, noEcho?: boolean,
): Promise<void> {
  const body = Buffer.from(JSON.stringify({
    Status: responseStatus,
    Reason: `See the details in CloudWatch Log Stream: ${context.logStreamName}`,
    PhysicalResourceId: physicalResourceId || context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: noEcho || false,
    Data: responseData,
  }));
  return new Promise((resolve) => {
    const end = () => {
      context.done?.();
      resolve();
    };
    // Neither header is signed: with any other value for the type, S3 refuses the answer.
    const request = https.request(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '', 'content-length': body.length } }, (response) => {
      response.resume();
      response.on('end', end);
    });
    request.on('error', (error) => {
      console.log(`send(..) failed executing https.request(..): ${String(error)}`);
      end();
    });
    request.end(body);
  });
}
