/**
 * What may be done, spent, read and seen: {@link dev.poemcp.server.policy.Consent}, {@link
 * dev.poemcp.server.policy.Budget}, {@link dev.poemcp.server.policy.FilePolicy}, {@link
 * dev.poemcp.server.policy.ToolFilter}. Independent of transports.
 */
@NullMarked
package dev.poemcp.server.policy;

import org.jspecify.annotations.NullMarked;
