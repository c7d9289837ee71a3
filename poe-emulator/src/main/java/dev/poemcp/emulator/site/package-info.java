/** The site over HTTP: gate, persisted queries and their operations, pages and scripts, uploads, faults. */
@NullMarked
package dev.poemcp.emulator.site;

import org.jspecify.annotations.NullMarked;
