// What Plenaria is made of, as CycloneDX 1.5 JSON: the npm packages that ship in the page, from its lock file, and the Debian packages
// whose libraries the program loads, as this machine has them.
//   node deploy/sbom.mjs [PROGRAM] >plenaria.cdx.json        PROGRAM: build/bin/plenaria; without it, the page's packages alone
import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';

const from = (path) => new URL(`../${path}`, import.meta.url);
const read = (path) => readFileSync(from(path), 'utf8');

function lines(command, ...args) {
  const { status, stdout, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.split('\n').filter(Boolean);
}

function npmComponents() {
  const { packages } = JSON.parse(read('client-web/package-lock.json'));
  return Object.entries(packages)
    .filter(([path, { dev }]) => path && !dev)
    .map(([path, { version, license, integrity }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
      const [, algorithm, hash] = /^(sha\d+)-(.*)$/.exec(integrity ?? '') ?? [];
      return {
        type: 'library',
        'bom-ref': purl,
        name,
        version,
        purl,
        ...(license && { licenses: [{ expression: license }] }),
        ...(hash && {
          hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex') }],
        }),
      };
    });
}

function debianComponents(program) {
  const libraries = lines('ldd', program).map((line) => /=> (\/\S+)/.exec(line)?.[1]);
  const owners = libraries.filter(Boolean).map((library) => {
    // Some packages list a library by the path before /usr was merged.
    const path = realpathSync(library);
    const { stdout } = spawnSync('dpkg-query', ['-S', path, path.replace(/^\/usr/, '')], { encoding: 'utf8' });
    const owner = /^([^:,\s]+)/.exec(stdout)?.[1];
    if (!owner) throw new Error(`no package holds ${path}`);
    return owner;
  });
  return [...new Set(owners)].sort().map((name) => {
    const [found] = lines('dpkg-query', '-W', '-f', '${Version} ${Architecture}\n', name);
    const [version, architecture] = found.split(' ');
    const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`;
    return { type: 'library', 'bom-ref': purl, name, version, purl };
  });
}

const [program] = process.argv.slice(2);
const version = /project\(plenaria VERSION (\S+)/.exec(read('CMakeLists.txt'))[1];
const components = [...npmComponents(), ...(program ? debianComponents(program) : [])];
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    component: { type: 'application', 'bom-ref': 'plenaria', name: 'plenaria', version, licenses: [{ expression: 'MIT' }] },
  },
  components,
  dependencies: [{ ref: 'plenaria', dependsOn: components.map((component) => component['bom-ref']) }],
};
console.log(JSON.stringify(bom, null, 2));
