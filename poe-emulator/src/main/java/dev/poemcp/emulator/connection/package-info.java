/** TCP and TLS below the site: the open connections, black holes, and the certificate of the run. */
@NullMarked
package dev.poemcp.emulator.connection;

import org.jspecify.annotations.NullMarked;
