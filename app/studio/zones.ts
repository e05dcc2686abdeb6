/** Zones of the cities where launches are held most, before all others. */
const common = [
  "Europe/Rome",
  "Europe/Paris",
  "Europe/Zurich",
  "Europe/London",
  "Europe/Berlin",
  "Europe/Madrid",
  "America/New_York",
  "America/Los_Angeles",
  "Asia/Dubai",
  "Asia/Hong_Kong",
  "Asia/Shanghai",
  "Asia/Seoul",
  "Asia/Singapore",
  "Asia/Tokyo",
  "UTC",
] as const;

/** Every time zone this house knows, each once: first those of its own boutiques, then the common ones. For loaders. */
export const zoneNames = (own: readonly { zone: string }[]): string[] => [
  ...new Set([...own.map(({ zone }) => zone), ...common, ...Intl.supportedValuesOf("timeZone")]),
];
