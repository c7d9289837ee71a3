/** {@code poe-mcp install} and {@code uninstall}: changes in hosts' own configuration files. */
@NullMarked
package dev.poemcp.server.install;

import org.jspecify.annotations.NullMarked;
