// Completes the files of a release in one folder: writes the entries of the catalogs with the checksums of these files, the
// notes from the changelog, and SHA256SUMS.
//
// node deploy/release/prepare.mjs VERSION FOLDER IMAGE
// FOLDER: the builds of all platforms. IMAGE: where the container image will be, with its registry and without a tag.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const catalogs = new URL('catalogs/', import.meta.url);
const changelog = new URL('../../CHANGELOG.md', import.meta.url);

const [version, folder, image] = process.argv.slice(2);
if (!version || !folder || !image) {
  console.error('Usage: node deploy/release/prepare.mjs VERSION FOLDER IMAGE');
  process.exit(2);
}

// npm, the container registry and GitHub would all call a pre-release the latest version.
if (!/^\d+\.\d+\.\d+$/.test(version)) {
  console.error(`${version} is not a version of the form 1.2.3.`);
  process.exit(2);
}

const sha256 = (name) => createHash('sha256').update(readFileSync(join(folder, name))).digest('hex');

/** Replaces {{version}}, {{image}} and {{sha256 FILE}}; a file that is missing ends the release. */
function fill(text) {
  return text
    .replaceAll('{{version}}', version)
    .replaceAll('{{image}}', image)
    .replace(/\{\{sha256 ([^}]+)\}\}/g, (_, name) => sha256(name));
}

/** The part of the changelog below the heading of this version. */
function notes() {
  const [, part] = readFileSync(changelog, 'utf8').split(`\n## [${version}]`);
  if (part === undefined) {
    throw new Error(`CHANGELOG.md has no heading for ${version}.`);
  }
  return part.slice(part.indexOf('\n') + 1).split('\n## ')[0].trim() + '\n';
}

const files = readdirSync(folder).sort();
mkdirSync(join(folder, 'catalogs'));
for (const name of readdirSync(catalogs)) {
  writeFileSync(join(folder, 'catalogs', name), fill(readFileSync(new URL(name, catalogs), 'utf8')));
}
writeFileSync(join(folder, 'SHA256SUMS'), files.map((name) => `${sha256(name)}  ${basename(name)}\n`).join(''));
writeFileSync(join(folder, 'notes.md'), notes());
