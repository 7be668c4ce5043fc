/** Gives a file to the browser, which puts it among the downloads or asks where. */
export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // A slow tablet asks the person first, and only then begins to read.
  setTimeout(() => URL.revokeObjectURL(address), 600_000);
}
