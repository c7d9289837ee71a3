/**
 * What a call may do, spend and read, as the user has set it: which tools are enabled ({@link
 * dev.poemcp.server.policy.ToolFilter}), the user's consent to deletions ({@link
 * dev.poemcp.server.policy.DeletionConfirmation}), points ({@code .points}), files ({@code .files}). Independent of transports.
 */
@NullMarked
package dev.poemcp.server.policy;

import org.jspecify.annotations.NullMarked;
