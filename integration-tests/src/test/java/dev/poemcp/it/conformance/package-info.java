/**
 * The public conformance suite: {@link dev.poemcp.it.conformance.FixtureServer} serves the tools, resources and prompts
 * that the suite expects with the transport and protocol code of the product.
 */
@NullMarked
package dev.poemcp.it.conformance;

import org.jspecify.annotations.NullMarked;
