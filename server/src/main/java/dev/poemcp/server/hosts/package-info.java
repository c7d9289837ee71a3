/** Hosts' own configuration files: where they are, how they are read, and which servers are in them. */
@NullMarked
package dev.poemcp.server.hosts;

import org.jspecify.annotations.NullMarked;
