import { readFileSync } from 'node:fs';

export interface Config {
  /** The data folder. */
  data: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The public address, without a slash at its end; null when the server is for this machine alone. */
  origin: string | null;
  tls: { cert: Buffer; key: Buffer } | null;
}

export type ConfigError =
  | { type: 'bad-port'; value: string }
  | { type: 'bad-origin'; value: string }
  | { type: 'tls-incomplete' }
  | { type: 'tls-unreadable'; file: string };

export type ConfigResult = { ok: true; config: Config } | { ok: false; error: ConfigError };

/** Reads the settings from the environment. */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  const port = Number(env['PORT'] || 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return { ok: false, error: { type: 'bad-port', value: env['PORT'] ?? '' } };
  const origin = readOrigin(env['VERTTI_ORIGIN']);
  if (!origin.ok) return origin;
  const tls = readTls(env['VERTTI_TLS_CERT'], env['VERTTI_TLS_KEY']);
  if (!tls.ok) return tls;
  return {
    ok: true,
    config: { data: env['VERTTI_DATA'] || './data', host: env['HOST'] || '127.0.0.1', port, origin: origin.value, tls: tls.value },
  };
}

/** True for names that always mean this very machine: browsers give them what else only https gets. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

export function configErrorToSentence(error: ConfigError): string {
  switch (error.type) {
    case 'bad-port':
      return `PORT on "${error.value}", mutta portti on kokonaisluku 0–65535.`;
    case 'bad-origin':
      return `VERTTI_ORIGIN on "${error.value}". Sen pitää olla pelkkä osoite, esimerkiksi https://vertti.kunta.fi`;
    case 'tls-incomplete':
      return 'VERTTI_TLS_CERT ja VERTTI_TLS_KEY annetaan yhdessä: varmenteen ja sen avaimen tiedostonimet.';
    case 'tls-unreadable':
      return `Varmenteen tiedostoa ei voi lukea: ${error.file}`;
    default:
      return error satisfies never;
  }
}

function readOrigin(value: string | undefined): { ok: true; value: string | null } | { ok: false; error: ConfigError } {
  if (!value) return { ok: true, value: null };
  const bare = value.replace(/\/$/, '');
  const url = URL.canParse(bare) ? new URL(bare) : null;
  if (!url || url.origin !== bare.toLowerCase()) return { ok: false, error: { type: 'bad-origin', value } };
  return { ok: true, value: url.origin };
}

function readTls(
  cert: string | undefined,
  key: string | undefined,
): { ok: true; value: Config['tls'] } | { ok: false; error: ConfigError } {
  if (!cert && !key) return { ok: true, value: null };
  if (!cert || !key) return { ok: false, error: { type: 'tls-incomplete' } };
  const files: Buffer[] = [];
  for (const file of [cert, key]) {
    try {
      files.push(readFileSync(file));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { ok: false, error: { type: 'tls-unreadable', file } };
    }
  }
  return { ok: true, value: { cert: files[0]!, key: files[1]! } };
}
