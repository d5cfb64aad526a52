/** The part of the package `ical.js` that is in use: its own types are those of an ES module, which a CommonJS one can't import. */
declare module 'ical.js' {
  class Time {
    year: number;
    month: number;
    day: number;
    hour: number;
    minute: number;
    second: number;
    /** A date without a time. */
    isDate: boolean;
    zone: Timezone;
    clone(): Time;
    adjust(days: number, hours: number, minutes: number, seconds: number): void;
    compare(other: Time): number;
    /** In seconds. */
    toUnixTime(): number;
    toString(): string;
  }

  class Timezone {
    static readonly utcTimezone: Timezone;
    constructor(component: Component);
  }

  interface Duration {
    readonly weeks: number;
    readonly days: number;
    readonly hours: number;
    readonly minutes: number;
    readonly seconds: number;
    readonly isNegative: boolean;
  }

  interface Recur {
    readonly freq: string | null;
    readonly interval: number;
    /** `null`: without one. */
    until: Time | null;
    clone(): Recur;
    iterator(start: Time): { next(): Time | null };
  }

  interface Property {
    readonly name: string;
    /** The type of its values: `date`, `date-time`, `period`, … */
    readonly type: string;
    /** Name, parameters, type, and the values as they are written there. */
    readonly jCal: readonly unknown[];
    getValues(): unknown[];
    getFirstValue(): unknown;
    getParameter(name: string): string | undefined;
  }

  class Component {
    constructor(jCal: unknown);
    readonly name: string;
    hasProperty(name: string): boolean;
    getFirstProperty(name: string): Property | null;
    getAllProperties(name: string): Property[];
    getFirstPropertyValue(name: string): unknown;
    getAllSubcomponents(name: string): Component[];
  }

  const ICAL: {
    /** One component, or an array of them if there are none or several. */
    parse(text: string): unknown[];
    readonly Component: typeof Component;
    readonly Time: typeof Time;
    readonly Timezone: typeof Timezone;
  };
  export default ICAL;
  export type { Component, Duration, Property, Recur, Time, Timezone };
}
