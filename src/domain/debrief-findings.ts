import type { ItemOf } from '#oplog/kind.ts';
import { sides, type finding, type Side } from './finding.ts';

export type Finding = ItemOf<typeof finding>;

/** A finding that stands, with those merged into it (`parts`), and the notes of all of them. */
export interface StandingFinding {
  finding: Finding;
  parts: Finding[];
  evidence: string[];
}

/**
 * The findings that stand. One that is merged stands inside the other, with its notes and words untouched, so that splitting is
 * only taking it out again. Two merged into each other at once, each without knowing, would both vanish: of such a ring the
 * smallest id stands. Merged into one that is discarded goes with it.
 */
export function standingFindings(all: readonly Finding[]): StandingFinding[] {
  const byId = new Map(all.map(one => [one.id, one]));
  const parts = new Map<string, Finding[]>();
  for (const one of all) {
    const root = rootOf(one, byId);
    if (root !== one.id) parts.set(root, [...(parts.get(root) ?? []), one]);
  }
  return all
    .filter(one => rootOf(one, byId) === one.id && !one.deleted)
    .map(one => {
      const own = (parts.get(one.id) ?? []).filter(part => !part.deleted);
      return { finding: one, parts: own, evidence: [...new Set([one, ...own].flatMap(part => part.evidence))].sort() };
    });
}

/** The finding that `one` stands in: itself when it is merged into nothing known. */
export function rootOf(one: Finding, byId: ReadonlyMap<string, Finding>): string {
  const way: string[] = [];
  let at: Finding | undefined = one;
  while (at && !way.includes(at.id)) {
    way.push(at.id);
    const next: Finding | undefined = at.mergedInto ? byId.get(at.mergedInto) : undefined;
    if (!next) return at.id;
    at = next;
  }
  const ring = way.slice(way.indexOf(at!.id));
  return ring.reduce((least, id) => (id < least ? id : least));
}

export type Board = Record<Side, StandingFinding[]>;

/** The four lists in the order chosen; equal orders by id, so that every device shows the same. */
export function boardOf(standing: readonly StandingFinding[]): Board {
  return Object.fromEntries(sides.map(side => [side, inBoardOrder(standing.filter(one => one.finding.side === side))])) as Board;
}

function inBoardOrder(list: StandingFinding[]): StandingFinding[] {
  return list.sort((a, b) => a.finding.order - b.finding.order || (a.finding.id < b.finding.id ? -1 : 1));
}

/** The order of one that comes last in a list. */
export function lastOrder(list: readonly StandingFinding[]): number {
  return list.reduce((greatest, one) => Math.max(greatest, one.finding.order), 0) + 1;
}

/**
 * Moves one up (−1) or down (+1) in its list.
 * @returns the orders to write: usually one; all, when equal orders leave no room between neighbours; none at the list's end
 */
export function movedOrders(list: readonly StandingFinding[], id: string, by: -1 | 1): { id: string; order: number }[] {
  const from = list.findIndex(one => one.finding.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= list.length) return [];
  const rest = list.filter(one => one.finding.id !== id);
  const before = rest[to - 1]?.finding.order;
  const after = rest[to]?.finding.order;
  const order = before === undefined ? after! - 1 : after === undefined ? before + 1 : (before + after) / 2;
  const fits = (before === undefined || before < order) && (after === undefined || order < after);
  if (fits) return [{ id, order }];
  const ids = rest.map(one => one.finding.id);
  ids.splice(to, 0, id);
  return ids.map((one, index) => ({ id: one, order: index + 1 }));
}

/** The list a finding made of these notes most likely belongs to: what most of their signs say, a strength when they say nothing. */
export function sideOfSigns(signs: readonly string[]): Side {
  const counts = sides.map(side => signs.filter(sign => sign === side).length);
  return sides[counts.indexOf(Math.max(...counts))]!;
}
