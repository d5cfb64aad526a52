const QUEUE_URL = /^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(?=\/\d{12}\/)/;

/**
 * An answer in which the URLs of queues lead to the endpoint. The SDKs send calls to the URL of the queue, whatever
 * `AWS_ENDPOINT_URL` says: to AWS itself, if a caller outside of the local cloud got the URL that a function gets.
 */
export function queueUrlsLeadingTo(endpoint: string, output: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(output).map(([name, value]) => [name, redirected(endpoint, value)]));
}

function redirected(endpoint: string, value: unknown): unknown {
  if (typeof value === 'string') return value.replace(QUEUE_URL, endpoint);
  if (Array.isArray(value)) return value.map((member) => redirected(endpoint, member));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return queueUrlsLeadingTo(endpoint, value as Readonly<Record<string, unknown>>);
}
