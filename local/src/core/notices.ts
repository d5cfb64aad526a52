/** The topic of notices that messages of a queue can be received: now, or at the time that the notice names. */
export const MESSAGES_VISIBLE = 'sqs:messages-visible';

/** What a service lets others know about one of its resources. Nobody has to listen. */
export type Listener = (arn: string, at: number) => void;

/**
 * Word of what happens to resources, for services that would otherwise have to ask again and again: in the cloud they poll,
 * and nobody can tell the difference.
 */
export class Notices {
  private readonly listeners = new Map<string, Set<Listener>>();

  /** Returns a function that ends the listening. */
  on(topic: string, listener: Listener): () => void {
    const all = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, all.add(listener));
    return () => all.delete(listener);
  }

  /** `at`: the time at which it happens, which may be later. */
  tell(topic: string, arn: string, at: number): void {
    for (const listener of this.listeners.get(topic) ?? []) listener(arn, at);
  }
}
