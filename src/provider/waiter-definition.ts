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
        // The function resumes at the step it was at, so any failure may be tried again: 2, 4, 8, 16 and 32 seconds.
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 5 }],
        // A function that fails each time is told why, and answers the request with it.
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
        // The last chance to answer: 10 seconds to 15 minutes apart, for an hour.
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 10, MaxDelaySeconds: 900 }],
        Next: 'Done?',
      },
      'Done': { Type: 'Succeed' },
    },
  };
}
