/**
 * Takes the place of `@smithy/core/event-streams` in the bundle. The client loads it for calls that stream events, which
 * Lightsail does not have.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('The bundle has no event streams: Lightsail has no call that uses them.');
  }
}

export function eventStreamSerdeProvider(): never {
  throw new Error('The bundle has no event streams: Lightsail has no call that uses them.');
}
