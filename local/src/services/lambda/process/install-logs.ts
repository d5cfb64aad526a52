import type { Control } from './control';

/** Sends what is written to the standard streams through the channel: it arrives before the answer that follows it. */
export function installLogs(control: Control): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = (chunk: Uint8Array | string, encoding?: BufferEncoding | (() => void), done?: () => void): boolean => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      control.send({ type: 'log', text });
      const callback = typeof encoding === 'function' ? encoding : done;
      if (callback) process.nextTick(callback);
      return true;
    };
    Object.assign(stream, { write });
  }
}
