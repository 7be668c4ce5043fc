import type { DeviceCard, Me } from '#protocol/membership.ts';
import type { SyncRefusal, SyncRequest } from '#protocol/sync.ts';
import type { PictureReply, PictureTransport } from '#sync/transports/picture-transport.ts';
import type { SyncReply, Transport } from '#sync/transports/transport.ts';
import type { Chance } from './chance.ts';
import type { SimulatedServer } from './simulated-server.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** How bad the network is: probabilities for each exchange. */
export interface Weather {
  /** The request never arrives. */
  lost: number;
  /** The server does it, and the answer never arrives. */
  answerLost: number;
  /** The request arrives a second time, later. */
  doubled: number;
  /** A login page answers. */
  captive: number;
  /** The longest way of one message, milliseconds; each takes its own time, so messages overtake each other. */
  slowest: number;
}

export const calm: Weather = { lost: 0, answerLost: 0, doubled: 0, captive: 0, slowest: 20 };
export const stormy: Weather = { lost: 0.1, answerLost: 0.15, doubled: 0.15, captive: 0.03, slowest: 3_000 };

/** The session a device's profile holds. */
export interface Session {
  readonly name: string;
  id: string;
  /** All it has had. */
  ids: Set<string>;
}

/** What a server of a former build, or a proxy before it, does not let through: the kind of an operation, a request's length in characters. */
export interface Narrowness {
  unknownKind?: string;
  longest?: number;
}

export interface SimulatedNetwork {
  weather: Weather;
  narrow: Narrowness;
  offline: Set<string>;
  /** Called with every answer that a device gets. */
  onAnswer: (device: string, reply: SyncReply) => void;
  /** `id` is asked anew for each message: by it the server knows the session. */
  transportOf(device: Session): Transport;
  picturesOf(device: Session): PictureTransport;
  /** A copied profile asks to be a device of its own; null when no answer came. */
  split(device: Session, card: DeviceCard): Promise<Me | null>;
}

export function simulatedNetwork(time: SimulatedTime, chance: Chance, server: SimulatedServer): SimulatedNetwork {
  const network: SimulatedNetwork = {
    weather: calm,
    narrow: {},
    offline: new Set(),
    onAnswer: () => undefined,
    async split(session, card) {
      const { weather, offline } = network;
      await time.sleep(chance.below(weather.slowest));
      if (offline.has(session.name) || chance.is(weather.lost)) return null;
      const me = await time.during(server.split(session.id, card));
      if (!me || offline.has(session.name) || chance.is(weather.answerLost)) return null;
      session.id = me.device;
      session.ids.add(me.device);
      return me;
    },
    picturesOf(session) {
      const send = async (arrive: (id: string) => Promise<PictureReply>): Promise<PictureReply> => {
        const { name, id } = session;
        const { weather, offline } = network;
        if (offline.has(name)) return { type: 'offline' };
        await time.sleep(chance.below(weather.slowest));
        if (offline.has(name) || chance.is(weather.lost)) return { type: 'unreachable' };
        if (chance.is(weather.captive)) return { type: 'captive' };
        if (chance.is(weather.doubled)) time.after(chance.below(weather.slowest * 3), () => void time.during(arrive(id)));
        const reply = await time.during(arrive(id));
        await time.sleep(chance.below(weather.slowest));
        if (offline.has(name) || chance.is(weather.answerLost)) return { type: 'unreachable' };
        return reply;
      };
      return {
        bring: (space, hash, bytes) => {
          const sent = bytes.slice();
          // Pictures of these days are a hundredth of what they are.
          const isTooLong = sent.length * 20 > (network.narrow.longest ?? Infinity);
          return send(async id => (isTooLong ? { type: 'refused', refusal: 'too-large' } : server.bring(id, space, hash, sent)));
        },
        fetch: (space, hash) => send(id => server.fetch(id, space, hash)),
      };
    },
    transportOf: session => ({
      async exchange(request) {
        const { name, id } = session;
        const { weather, offline } = network;
        const way = () => time.sleep(chance.below(weather.slowest));
        if (offline.has(name)) return { type: 'offline' };
        // What is sent are bytes: nothing that the sender changes later changes them.
        const sent = JSON.stringify(request);
        const arrive = async (): Promise<SyncReply> => {
          const refusal = refusalOf(network.narrow, request, sent.length);
          return refusal ? { type: 'refused', refusal } : time.during(server.exchange(id, JSON.parse(sent) as SyncRequest));
        };
        await way();
        if (offline.has(name) || chance.is(weather.lost)) return { type: 'unreachable' };
        if (chance.is(weather.captive)) return { type: 'captive' };
        if (chance.is(weather.doubled)) time.after(chance.below(weather.slowest * 3), () => void arrive());
        const reply = await arrive();
        await way();
        if (offline.has(name) || chance.is(weather.answerLost)) return { type: 'unreachable' };
        network.onAnswer(id, reply);
        return reply;
      },
      async keys(request) {
        const { name, id } = session;
        const { weather, offline } = network;
        await time.sleep(chance.below(weather.slowest));
        if (offline.has(name) || chance.is(weather.lost)) return null;
        const answer = await time.during(server.keys(id, request));
        return chance.is(weather.answerLost) ? null : (JSON.parse(JSON.stringify(answer)) as typeof answer);
      },
      listen: heard =>
        server.listen(
          session.id,
          event => network.offline.has(session.name) || time.after(chance.below(network.weather.slowest), () => heard(event)),
        ),
      present: async () => undefined,
    }),
  };
  return network;
}

function refusalOf({ unknownKind, longest = Infinity }: Narrowness, { ops }: SyncRequest, length: number): SyncRefusal | null {
  if (length > longest) return 'too-large';
  return ops.some(op => op.kind === unknownKind) ? 'unknown-kind' : null;
}
