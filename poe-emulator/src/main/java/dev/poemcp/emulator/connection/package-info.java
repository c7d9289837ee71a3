/** TCP and TLS below the site: which connections there are, how one goes silent, and the certificate of the run. */
@NullMarked
package dev.poemcp.emulator.connection;

import org.jspecify.annotations.NullMarked;
