/** This program as a child process, for what plays a host. */
@NullMarked
package dev.poemcp.server.child;

import org.jspecify.annotations.NullMarked;
