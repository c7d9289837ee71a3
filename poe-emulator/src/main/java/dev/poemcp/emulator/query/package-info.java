/** A build of the site as data: its queries by hash, their variables and selections, its signature and page. */
@NullMarked
package dev.poemcp.emulator.query;

import org.jspecify.annotations.NullMarked;
