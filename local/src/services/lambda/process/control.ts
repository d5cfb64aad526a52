import type { FromProcess, ToProcess } from '../messages';

const NOTHING = (): undefined => undefined;
const NEVER = (): boolean => false;

type NextTimer = () => number | undefined;
type IsWaiting = () => boolean;
type Send = (message: FromProcess, handle: undefined, options: undefined, done: () => void) => boolean;

/**
 * The process's end of the channel to the engine, and its sense of being idle.
 *
 * Node emits `beforeExit` when its event loop has run dry: no file, no thread, no real timer is left. The channel itself
 * does not count. That is exactly the moment at which time may pass, so it is reported to the engine, and the process
 * waits for the engine's next message.
 */
export class Control {
  /** Virtual milliseconds since the epoch: the time of the engine's last message. It stands still in between. */
  now: number;
  /** When the next of the process's own timers is due. */
  nextTimer: NextTimer = NOTHING;
  /** Whether anything would keep a process in the cloud alive: a timer, an open connection. */
  isWaiting: IsWaiting = NEVER;
  /** Called once when the event loop is empty for good, though the invocation has not been answered. */
  onEmpty: (() => void) | undefined;

  private seen = 0;
  private readonly listeners: Array<(message: ToProcess) => void> = [];
  private readonly post: (message: FromProcess) => void;

  constructor(now: number) {
    this.now = now;
    const { send, channel } = process;
    if (!send || !channel) throw new Error('This program is started by the local cloud.');
    // A process that the engine no longer listens to is about to be killed: nothing is left to tell.
    const post: Send = send.bind(process);
    this.post = (message) => { post(message, undefined, undefined, () => undefined); };
    process.on('message', (message) => {
      channel.unref();
      this.receive(message as ToProcess);
    });
    process.on('disconnect', () => process.exit());
    channel.unref();
    process.on('beforeExit', () => {
      if (this.onEmpty && !this.isWaiting()) {
        const empty = this.onEmpty;
        this.onEmpty = undefined;
        setImmediate(empty);
        return;
      }
      this.send({ type: 'idle', number: this.seen, until: this.nextTimer() });
      channel.ref();
    });
    // Not there in the cloud: code that looks for it must not believe that it is a worker of something.
    delete process.send;
  }

  send(message: FromProcess): void {
    this.post(message);
  }

  listen(listener: (message: ToProcess) => void): void {
    this.listeners.push(listener);
  }

  private receive(message: ToProcess): void {
    this.seen = message.number;
    this.now = message.now;
    for (const listener of this.listeners) listener(message);
  }
}
