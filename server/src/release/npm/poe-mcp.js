#!/usr/bin/env node
// Runs the program of the package for this platform, which npm installs beside this one.
'use strict';
const { spawn } = require('node:child_process');
const { constants } = require('node:os');
const path = require('node:path');

const platform = `${process.platform}-${process.arch}`;

function programFolder() {
  try {
    return path.dirname(require.resolve(`@poe-mcp/${platform}/package.json`));
  } catch {
    console.error(
      `poe-mcp: the package @poe-mcp/${platform} is missing. Either npm was told to omit optional packages, or there is none` +
        ' for this platform; then run poe-mcp with a Java of your own, see the README.',
    );
    process.exit(1);
  }
}

// As in the launcher.
function flags(args) {
  if (args.includes('serve')) {
    return [];
  }
  return args.includes('export')
    ? ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xms32m']
    : ['-XX:+UseSerialGC', '-XX:CompileThresholdScaling=2'];
}

const folder = programFolder();
const args = process.argv.slice(2);
// Windows starts scripts through cmd.exe, which splits arguments; so the runtime itself is started there.
const [command, commandArgs] =
  process.platform === 'win32'
    ? [
        path.join(folder, 'runtime', 'bin', 'java.exe'),
        [
          ...flags(args),
          '-XX:-UsePerfData',
          '-Xlog:disable',
          '-Xlog:all=error:stderr',
          `-Dpoe-mcp.launcher=${path.join(folder, 'poe-mcp.cmd')}`,
          '-cp',
          path.join(folder, 'lib', 'poe-mcp.jar'),
          'dev.poemcp.server.Main',
          ...args,
        ],
      ]
    : [path.join(folder, 'poe-mcp'), args];

const program = spawn(command, commandArgs, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => program.kill(signal));
}
program.on('error', (error) => {
  console.error(`poe-mcp: ${command} cannot be started: ${error.message}`);
  process.exit(1);
});
program.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
