/**
 * Lambda tries an asynchronous event three times, the last time about three minutes after the first. Up to this age of
 * the event there is another try.
 */
const LAST_TRY_MILLISECONDS = 150_000;

/** @param age milliseconds since the event was sent */
export function isLastTry(age: number): boolean {
  return age >= LAST_TRY_MILLISECONDS;
}
