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
 * Dependencies of the handlers.
 *
 * @param poe opened by the first call that needs it, so that starting loads nothing of it
 * @param replyWait default wait for a reply, counted from the start of the call
 * @param costs records costs that become known after their call has ended
 * @param workers runs the requests of one call in parallel; must not queue (a full pool rejects)
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
