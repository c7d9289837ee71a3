package dev.poemcp.server.tools.api;

import dev.poemcp.tool.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * A failure as the caller sees it.
 *
 * @param what one sentence on what failed
 * @param nextStep one sentence on what to do next
 */
public record ToolError(
        ErrorCode code, String what, String nextStep, boolean retryable, Optional<Duration> retryAfter) {}
