/** The published surface holds the contract's rules, and its generated files are up to date. */
@NullMarked
package dev.poemcp.tool;

import org.jspecify.annotations.NullMarked;
