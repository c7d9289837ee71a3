/** Signing in from the command line. */
@NullMarked
package dev.poemcp.server.login;

import org.jspecify.annotations.NullMarked;
