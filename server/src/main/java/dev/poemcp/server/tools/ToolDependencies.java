package dev.poemcp.server.tools;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.policy.Attachments;
import dev.poemcp.server.policy.Budget;
import dev.poemcp.server.policy.Consent;
import dev.poemcp.server.policy.CostSubscription;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the handlers work with.
 *
 * @param poe opened by the first call that needs it, so that starting loads nothing of it
 * @param replyWait how long a reply is waited for when the caller does not say, counted from the start of the call
 * @param costs brings the budget's ledger what answers cost after their call has ended
 * @param workers runs the questions of one call side by side; must not queue (a full pool refuses)
 * @param nanoTime as {@link System#nanoTime()}
 */
public record ToolDependencies(
        Supplier<PoeClient> poe,
        Duration replyWait,
        Consent consent,
        Budget budget,
        CostSubscription costs,
        Attachments attachments,
        ExecutorService workers,
        LongSupplier nanoTime) {}
