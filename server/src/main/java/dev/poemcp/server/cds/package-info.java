/**
 * The JVM's archive of this program's classes (class data sharing), which halves the start. Made by the build and, for
 * another JVM, by the first start, in the background.
 */
@NullMarked
package dev.poemcp.server.cds;

import org.jspecify.annotations.NullMarked;
