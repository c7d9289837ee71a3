package dev.poemcp.server.tools;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.export.ChatArchive;
import dev.poemcp.server.policy.DeletionConfirmation;
import dev.poemcp.server.policy.files.AttachmentOpener;
import dev.poemcp.server.policy.points.Budget;
import dev.poemcp.server.policy.points.CostSubscription;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Dependencies of the handlers.
 *
 * @param poe opened by the first call that needs it, so that starting loads nothing of it
 * @param replyWait default wait for a reply, counted from the start of the call
 * @param costs records costs that become known after their call has ended
 * @param archive null if none is configured
 * @param workers runs the requests of one call in parallel; must not queue (a full pool rejects)
 * @param nanoTime as {@link System#nanoTime()}
 */
public record ToolDependencies(
        Supplier<PoeClient> poe,
        Duration replyWait,
        DeletionConfirmation consent,
        Budget budget,
        CostSubscription costs,
        AttachmentOpener attachments,
        @Nullable ChatArchive archive,
        ExecutorService workers,
        LongSupplier nanoTime) {}
