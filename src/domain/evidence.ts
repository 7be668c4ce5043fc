import { roleGroups, type RoleGroup } from './role-group.ts';

/** What a note lends to a finding. `slot` is '' for a note written outside any interview; `municipality` is its writer's. */
export interface EvidenceSource {
  note: string;
  slot: string;
  groups: readonly RoleGroup[];
  municipality: string;
  isQuote: boolean;
}

/** What a finding rests on, in numbers: the same that the meter draws and the kooste says. */
export interface Evidence {
  notes: number;
  interviews: number;
  groups: RoleGroup[];
  municipalities: number;
  quotes: number;
}

/** Counts what stands behind a finding. Notes outside interviews count as notes, and for the municipality of their writer, only. */
export function evidenceOf(sources: readonly EvidenceSource[]): Evidence {
  const groups = new Set(sources.flatMap(source => (source.slot ? source.groups : [])));
  return {
    notes: new Set(sources.map(source => source.note)).size,
    interviews: new Set(sources.map(source => source.slot).filter(Boolean)).size,
    groups: roleGroups.filter(group => groups.has(group)),
    municipalities: new Set(sources.map(source => source.municipality).filter(Boolean)).size,
    quotes: new Set(sources.filter(source => source.isQuote).map(source => source.note)).size,
  };
}
