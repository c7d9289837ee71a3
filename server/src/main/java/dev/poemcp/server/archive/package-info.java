/**
 * The JVM's archive of this program's classes, which halves the start (class data sharing).
 * Made by the build and, for another JVM, by the first start, in the background.
 */
@NullMarked
package dev.poemcp.server.archive;

import org.jspecify.annotations.NullMarked;
