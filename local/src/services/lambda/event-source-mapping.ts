/** What brings the messages of a queue to a function. Plain data. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly arn: string;
  readonly region: string;
  /** Of a function, version or alias. */
  functionArn: string;
  readonly queueArn: string;
  batchSize: number;
  /** Seconds for which messages are gathered. */
  batchingWindow: number;
  enabled: boolean;
  /** The function says which messages of a batch failed. */
  reportsFailures: boolean;
  maximumConcurrency?: number;
}
