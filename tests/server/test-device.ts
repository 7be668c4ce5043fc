import { writeChanges, type Change } from '#oplog/ledger.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { vectorOf } from '#oplog/log-store.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { missingOps } from '#oplog/replica.ts';
import type { Op } from '#oplog/op.ts';
import type { Vector } from '#oplog/vector.ts';
import type { DeviceCard, Joined } from '#protocol/membership.ts';
import { ServerEvent, versionHeader, type SyncAnswer } from '#protocol/sync.ts';
import { randomHex } from '#server/access/secrets.ts';
import type { TestServer } from './test-server.ts';

const origin = 'http://localhost:8787';

/** A device as the server sees it: a cookie, a store, and requests. */
export class TestDevice {
  readonly store = createMemoryStore();
  readonly card: DeviceCard;
  readonly writer = randomHex(8);
  readonly server: TestServer;
  cookie = '';
  name = '';
  person = '';

  constructor(server: TestServer, label: string) {
    this.server = server;
    this.card = { id: randomHex(16), label, shape: 'tablet' };
  }

  become({ device, membership }: Joined): void {
    this.name = device;
    this.person = membership.person;
  }

  async request(path: string, body?: unknown, headers: Record<string, string | undefined> = {}): Promise<Response> {
    const all: Record<string, string | undefined> = {
      host: 'localhost:8787',
      origin,
      'content-type': 'application/json',
      [versionHeader]: '1',
      cookie: this.cookie,
      ...headers,
    };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await this.server.app.request(`${origin}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: sent,
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const set = response.headers.get('set-cookie');
    if (set) this.cookie = set.slice(0, set.indexOf(';'));
    return response;
  }

  async ok<T>(path: string, body?: unknown): Promise<T> {
    const response = await this.request(path, body);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** The type of the expected failure, 'ok' when there was none. */
  async fails(path: string, body?: unknown, headers: Record<string, string | undefined> = {}): Promise<string> {
    const response = await this.request(path, body, headers);
    if (response.ok) return 'ok';
    return ((await response.json()) as { error: { type: string } }).error.type;
  }

  async draw(changes: readonly Change[], author = this.person, writer = this.writer): Promise<Op[]> {
    const now = this.server.clock.now;
    return this.store.write(tx => writeChanges(tx, { writer, author, now, wall: now, salt: () => randomHex(8) }, changes));
  }

  /** Writes and exchanges the spaces written to. */
  async write(changes: readonly Change[]): Promise<Op[]> {
    const ops = await this.draw(changes);
    for (const space of new Set(changes.map(change => change.space))) await this.sync(space);
    return ops;
  }

  /** One exchange there and back; a second one confirms what came. */
  async sync(space: string): Promise<SyncAnswer> {
    const answer = await this.ok<SyncAnswer>('/api/sync', await this.syncBody(space));
    await this.store.write(tx => receiveOps(tx, space, answer.ops));
    return answer;
  }

  async syncBody(space: string, server: Vector = {}): Promise<{ space: string; have: Vector; ops: Op[]; receiptsAfter: number }> {
    return this.store.read(async reader => ({
      space,
      have: vectorOf(await reader.heads(space)),
      ops: (await missingOps(reader, space, server, 500)).ops,
      receiptsAfter: 0,
    }));
  }

  async words(space: string, id: string): Promise<string | undefined> {
    return (await this.store.read(reader => reader.row({ space, kind: 'note', id })))?.texts['words'];
  }

  /** Opens the stream of events; `heard` fills as they come. */
  async listen(): Promise<{
    heard: ServerEvent[];
    close(): Promise<void>;
    until(type: ServerEvent['type'], space?: string): Promise<ServerEvent>;
  }> {
    const response = await this.request('/api/events');
    if (!response.body) throw new Error('no stream');
    const reader = response.body.getReader();
    const heard: ServerEvent[] = [];
    let isOpen = true;
    const reading = (async () => {
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        rest += new TextDecoder().decode(value);
        const parts = rest.split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) if (part.startsWith('data: ')) heard.push(ServerEvent.parse(JSON.parse(part.slice(6))));
      }
      isOpen = false;
    })();
    const find = (type: string, space?: string) =>
      heard.find(event => event.type === type && (space === undefined || ('space' in event && event.space === space)));
    const until = async (type: ServerEvent['type'], space?: string) => {
      const end = Date.now() + 2_000;
      for (;;) {
        const event = find(type, space);
        if (event) return event;
        if (Date.now() > end || !isOpen) throw new Error(`no ${type} event of ${space ?? 'any space'}: ${JSON.stringify(heard)}`);
        await new Promise(resolve => setTimeout(resolve, 2));
      }
    };
    await until('hello');
    return {
      heard,
      until,
      async close() {
        await reader.cancel();
        await reading;
      },
    };
  }
}
