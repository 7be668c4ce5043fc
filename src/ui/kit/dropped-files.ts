/** The files of a drop or a paste, in the order they came. */
export function filesOf(data: DataTransfer): File[] {
  return [...data.files];
}

/** Splits files by an `accept` list; browsers hold it for the picker only, not for what is dropped or pasted. */
export function sortByAccepted(files: readonly File[], accept: string): { accepted: File[]; refused: File[] } {
  const wanted = accept
    .split(',')
    .map(entry => entry.trim().toLowerCase())
    .filter(Boolean);
  const accepted: File[] = [];
  const refused: File[] = [];
  for (const file of files) (wanted.length === 0 || wanted.some(entry => fits(file, entry)) ? accepted : refused).push(file);
  return { accepted, refused };
}

function fits(file: File, entry: string): boolean {
  if (entry.startsWith('.')) return file.name.toLowerCase().endsWith(entry);
  const type = file.type.toLowerCase();
  return entry.endsWith('/*') ? type.startsWith(entry.slice(0, -1)) : type === entry;
}
