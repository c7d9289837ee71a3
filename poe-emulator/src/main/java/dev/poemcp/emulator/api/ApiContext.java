package dev.poemcp.emulator.api;

import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.emulator.reply.ServedFiles;
import dev.poemcp.emulator.script.Step;
import dev.poemcp.emulator.world.IdGenerator;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every endpoint that answers questions needs.
 *
 * @param ids of answers; not the world's, whose sequence must not depend on the API's use
 * @param clock the time of day
 * @param baseUrl of the emulator, without a slash at its end
 */
record ApiContext(IdGenerator ids, Clock clock, ScheduledExecutorService timer, ServedFiles files, String baseUrl) {
    /** Starts a reply, which runs on the timer. */
    void run(Queries queries, AcceptedQuery query, List<Step> steps, ReplySink sink, ApiBehavior behavior) {
        new QueryRun(queries, query, steps, sink, files, behavior, timer).start();
    }
}
