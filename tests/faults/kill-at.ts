/*
 * Preloaded into a server (`NODE_OPTIONS=--import`). It ends itself by SIGKILL at the write point that the file VERTTI_KILL_AT names:
 * a line of the point and how many times it is passed before. Without the file it takes down each point that it passes in VERTTI_KILL_POINTS.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

const killFile = process.env['VERTTI_KILL_AT'] ?? '';
const pointsFile = process.env['VERTTI_KILL_POINTS'] ?? '';
const isWrite = /^(BEGIN|COMMIT|PRAGMA synchronous|INSERT|UPDATE|DELETE)/;
let passed = 0;

function pass(point: string): void {
  if (!existsSync(killFile)) return appendFileSync(pointsFile, `${point}\n`);
  const [wanted, times] = readFileSync(killFile, 'utf8').split('\n');
  if (wanted === point && passed++ >= Number(times)) process.kill(process.pid, 'SIGKILL');
}

/** The statement without its values and columns: `INSERT INTO ops`. */
function nameOf(sql: string): string {
  return sql
    .replaceAll(/\s+/g, ' ')
    .split(/ \(| WHERE/)[0]!
    .trim();
}

function around<T>(sql: string, run: () => T): T {
  if (!isWrite.test(sql)) return run();
  pass(`before ${nameOf(sql)}`);
  const result = run();
  pass(`after ${nameOf(sql)}`);
  return result;
}

const { exec, prepare } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  return around(sql, () => exec.call(this, sql));
};
DatabaseSync.prototype.prepare = function (this: DatabaseSync, ...of: Parameters<typeof prepare>) {
  const statement = prepare.apply(this, of);
  const run = statement.run.bind(statement);
  return Object.assign(statement, { run: (...values: SQLInputValue[]) => around(of[0], () => run(...values)) });
};
