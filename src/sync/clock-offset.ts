/**
 * Measures the server's clock minus the device's. Each answer gives a sample that may be wrong by half its round trip; of the last few
 * the quickest three are kept, and their median counts, so that one slow answer moves nothing.
 */
export interface ClockOffset {
  /** @param sent and @param received the device's clock at both ends, milliseconds. @returns the offset now, null when not known yet */
  sample(sent: number, received: number, serverNow: number): number | null;
}

const kept = 7;
const longestRoundTrip = 20_000;

export function createClockOffset(): ClockOffset {
  let samples: { offset: number; roundTrip: number }[] = [];
  return {
    sample(sent, received, serverNow) {
      const roundTrip = received - sent;
      const offset = serverNow - (sent + received) / 2;
      if (roundTrip >= 0 && roundTrip <= longestRoundTrip) {
        // The device's clock was set: what was measured before says nothing any more.
        if (samples.some(sample => Math.abs(sample.offset - offset) > longestRoundTrip)) samples = [];
        samples = [...samples, { offset, roundTrip }].slice(-kept);
      }
      const quickest = samples.toSorted((a, b) => a.roundTrip - b.roundTrip).slice(0, 3);
      const sorted = quickest.map(sample => sample.offset).sort((a, b) => a - b);
      return sorted.length ? Math.round(sorted[Math.floor(sorted.length / 2)]!) : null;
    },
  };
}
