/** The site's HTTP side: gate, persisted queries and what they do, pages and scripts, uploads, faults. */
@NullMarked
package dev.poemcp.emulator.site;

import org.jspecify.annotations.NullMarked;
