/** 25 hours at 30 seconds: longer than any request or run may take. The function itself ends the work at its deadline. */
const UNTIL_THE_DEADLINE = 3000;

/**
 * Lambda itself did not run the function, or its answer was lost: throttled, or out of order. That passes, and a deployment
 * must not fail by it.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
const LAMBDA_ERRORS = [
  'Lambda.TooManyRequestsException', 'Lambda.ServiceException', 'Lambda.SdkClientException', 'Lambda.ClientExecutionTimeoutException',
  'Lambda.EC2ThrottledException', 'Lambda.ResourceConflictException', 'Lambda.ResourceNotReadyException',
];

/** Hundreds of executions that Lambda rejects together call again at different times. */
const AT_MOST_30_SECONDS_APART = { IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 30, JitterStrategy: 'FULL' };

const RETRY_LAMBDA = [
  { ErrorEquals: LAMBDA_ERRORS, ...AT_MOST_30_SECONDS_APART, MaxAttempts: UNTIL_THE_DEADLINE },
  // Not permitted yet, or, when the stack goes, not any more: about a quarter of an hour.
  { ErrorEquals: ['Lambda.AWSLambdaException', 'Lambda.AccessDeniedException'], ...AT_MOST_30_SECONDS_APART, MaxAttempts: 30 },
];

/**
 * The waiter: wait as long as the function said, call it, and again until it is done. What is done already when it starts
 * ends at once: such an execution only keeps its name.
 *
 * It takes the function's name from its input. If its definition named the function, the function and the waiter would
 * need each other to exist first.
 */
export function waiterDefinition(partition: string): Record<string, unknown> {
  const callFunction = {
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Parameters: { 'FunctionName.$': '$.functionName', 'Payload.$': '$' },
    OutputPath: '$.Payload',
  };
  return {
    Comment: 'Comes back to the Lightsail provider function until the work is done.',
    StartAt: 'Done?',
    States: {
      'Wait': { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Continue' },
      'Continue': {
        ...callFunction,
        Retry: [
          ...RETRY_LAMBDA,
          // The function crashed. It resumes at the step it was at, so that is tried again: after 2, 4, 8, 16 and 32 seconds.
          { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 5 },
        ],
        // A function that crashes each time is called with the reason, and answers the request with it.
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Answer failure' }],
        Next: 'Done?',
      },
      'Done?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'Done' }],
        Default: 'Wait',
      },
      'Answer failure': {
        ...callFunction,
        Retry: [
          ...RETRY_LAMBDA,
          // The last chance to answer: 10 seconds to 15 minutes apart, for an hour.
          { ErrorEquals: ['States.ALL'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 10, MaxDelaySeconds: 900 },
        ],
        Next: 'Done?',
      },
      'Done': { Type: 'Succeed' },
    },
  };
}
