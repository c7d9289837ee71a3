/**
 * What may be done, spent, read and seen: {@link dev.poemcp.server.policy.Consent},
 * {@link dev.poemcp.server.policy.Budget}, {@link dev.poemcp.server.policy.FilePolicy},
 * {@link dev.poemcp.server.policy.ToolFilter}. Nothing in here knows a transport.
 */
@NullMarked
package dev.poemcp.server.policy;

import org.jspecify.annotations.NullMarked;
