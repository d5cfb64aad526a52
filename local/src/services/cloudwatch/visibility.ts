const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * How long after it was put a datum shows, by how old its time is by then: "as much as 2 hours" for what is between 3 hours
 * and a day old, "at least 48 hours" for what is older.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export type Visibility = (age: number) => number;

export const SLOWEST: Visibility = (age) => {
  if (age < 3 * HOUR) return 2 * MINUTE;
  return age < 24 * HOUR ? 2 * HOUR : 48 * HOUR;
};
