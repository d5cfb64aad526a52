/**
 * How the time-outs of a request fit together. Free of the CDK: the constructs set CloudFormation's time-out by it, and
 * the code in the function plans its last calls by it.
 */

/**
 * How much later than the request's own time-out CloudFormation stops waiting (`ServiceTimeout`): time to remove what was
 * begun, and to deliver the answer, before CloudFormation gives up with a text that does not help.
 */
export const SERVICE_TIMEOUT_MARGIN_SECONDS = 300;

/** CloudFormation's own limit of `ServiceTimeout`. */
export const MAX_SERVICE_TIMEOUT_SECONDS = 3600;

/** The longest time-out that a request can have. */
export const MAX_TIMEOUT_SECONDS = MAX_SERVICE_TIMEOUT_SECONDS - SERVICE_TIMEOUT_MARGIN_SECONDS;
