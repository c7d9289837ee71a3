/**
 * The public conformance suite against our transport: {@link dev.poemcp.it.conformance.FixtureServer} is a server of
 * the tools, resources and prompts that the suite expects, on the transport and the protocol's eras of the product.
 */
@NullMarked
package dev.poemcp.it.conformance;

import org.jspecify.annotations.NullMarked;
