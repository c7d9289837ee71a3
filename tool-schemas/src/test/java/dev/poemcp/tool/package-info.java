/** Tests of the published surface: its rules, and that its generated files are up to date. */
@NullMarked
package dev.poemcp.tool;

import org.jspecify.annotations.NullMarked;
