import type { Writable } from 'node:stream';
import type { Cloud } from '../cloud';
import { minute } from './minute';

interface Told {
  readonly at: number;
  readonly whom: string;
  readonly what: string;
}

/** Shows all messages, oldest first: Lightsail's mails, those of topics, and events on the default bus. */
export function showMessages(cloud: Cloud, out: Writable): void {
  const all = [...mail(cloud), ...topics(cloud), ...subscribers(cloud), ...events(cloud)].sort((one, other) => one.at - other.at);
  if (all.length === 0) out.write('No messages.\n');
  for (const { at, whom, what } of all) out.write(`${minute(at)}  ${whom}\n    ${what}\n`);
}

function mail({ lightsail }: Cloud): Told[] {
  return lightsail.regions().flatMap((region) => lightsail.monitoring.messages(region)
    .map(({ at, protocol, endpoint, text }) => ({ at, whom: `${region}, ${protocol} to ${endpoint}`, what: text })));
}

function topics({ sns }: Cloud): Told[] {
  return sns.topics().flatMap(({ arn, name, published }) => published
    .map(({ at, message }) => ({ at, whom: `${arn.split(':')[3]}, topic ${name}`, what: message })));
}

function subscribers({ sns }: Cloud): Told[] {
  return sns.mails().map(({ at, to, topicArn, subject, text }) => ({ at, whom: `${topicArn.split(':')[3]}, email to ${to}: ${subject}`, what: text }));
}

function events({ events: bus }: Cloud): Told[] {
  return bus.published().map((event) => ({
    at: Date.parse(event.time), whom: `${event.region}, event of ${event.source}: ${event['detail-type']}`, what: JSON.stringify(event.detail),
  }));
}
