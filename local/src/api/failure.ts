import { milliseconds, type TimeSpan } from './time-span';
import type { Effect } from '../core/faults';

/** What goes wrong with a call, on purpose. */
export class Failure {
  /** The call is refused as too many calls are. Nothing happens in the service. */
  static throttled(): Failure {
    return Failure.error('ThrottlingException', 'Rate exceeded');
  }

  /**
   * The service refuses the call. Nothing happens in it.
   *
   * @param code as the service spells it, for example `ServiceException`
   * @param message what the answer says
   * @param status of HTTP; clients try again from 500 on. Default: 400
   */
  static error(code: string, message = 'An error that the test asked for', status = 400): Failure {
    return new Failure({ type: 'error', code, message, status });
  }

  /** The service is down: a status of 500, after which clients try again. Nothing happens in it. */
  static serverError(): Failure {
    return Failure.error('InternalFailure', 'An internal error that the test asked for', 500);
  }

  /** The service carries the call out, and the connection is cut before the answer arrives. */
  static lostAnswer(): Failure {
    return new Failure({ type: 'lose-answer' });
  }

  /** The connection is cut before the call arrives. Nothing happens in the service. */
  static lostRequest(): Failure {
    return new Failure({ type: 'lose-request' });
  }

  /**
   * The service carries the call out at once, and answers late: perhaps later than the caller waits.
   *
   * @param by how late
   */
  static slowAnswer(by: TimeSpan): Failure {
    return new Failure({ type: 'slow', milliseconds: milliseconds(by), late: 'answer' });
  }

  /**
   * The call arrives late: the service carries it out then, whether or not its caller still waits.
   *
   * @param by how late
   */
  static slowRequest(by: TimeSpan): Failure {
    return new Failure({ type: 'slow', milliseconds: milliseconds(by), late: 'request' });
  }

  /** A read is answered with what the same read was answered before. The first one is answered as it is. */
  static staleAnswer(): Failure {
    return new Failure({ type: 'stale-answer' });
  }

  /**
   * The service carries the call out, and its answer says something else: a state that nobody knows, a member that is missing.
   *
   * @param alter makes the answer of what would have been the answer, in the members of the SDK for JavaScript
   */
  static alteredAnswer(alter: (answer: Readonly<Record<string, unknown>>) => Record<string, unknown>): Failure {
    return new Failure({ type: 'alter-answer', alter });
  }

  /** The service carries the call out, and the process of the function that made it dies before the answer arrives. */
  static crash(): Failure {
    return new Failure({ type: 'crash-caller' });
  }

  /**
   * Lightsail accepts the call, and the operation that it starts fails.
   *
   * @param code the operation's `errorCode`
   * @param details the operation's `errorDetails`
   */
  static operationFails(code = 'InternalError', details = 'The operation failed because the test asked for it'): Failure {
    return new Failure({ type: 'fail-operation', code, details });
  }

  /** Lightsail accepts the call, and the operation that it starts never ends. */
  static operationNeverEnds(): Failure {
    return new Failure({ type: 'endless-operation' });
  }

  /** @internal */
  private constructor(readonly effect: Effect) {}
}
