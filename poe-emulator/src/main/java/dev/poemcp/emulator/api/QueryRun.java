package dev.poemcp.emulator.api;

import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.emulator.reply.ServedFiles;
import dev.poemcp.emulator.script.Step;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running reply of the API. It has no chat: it lasts as long as its exchange. */
final class QueryRun {
    private static final Logger log = LoggerFactory.getLogger(QueryRun.class);
    private static final String LINE = "All work and no play makes a long text. ".repeat(25);

    private final Queries queries;
    private final AcceptedQuery query;
    private final ServedFiles files;
    private final ScheduledExecutorService clock;
    private final ReplySink sink;
    private final Iterator<Step> steps;
    private final boolean scripted;

    QueryRun(
            Queries queries,
            AcceptedQuery query,
            List<Step> script,
            ReplySink sink,
            ServedFiles files,
            ApiBehavior behavior,
            ScheduledExecutorService clock) {
        this.queries = queries;
        this.query = query;
        this.files = files;
        this.clock = clock;
        this.sink = sink;
        this.steps = steps(script, behavior);
        this.scripted = behavior.answers() == ApiBehavior.Answers.SCRIPTED;
    }

    void start() {
        later(scripted ? query.plan().initialDelay() : Duration.ZERO, this::step);
    }

    private static Iterator<Step> steps(List<Step> script, ApiBehavior behavior) {
        return switch (behavior.answers()) {
            case SCRIPTED -> script.iterator();
            case EMPTY -> List.<Step>of().iterator();
            case ENDLESS -> Stream.<Step>generate(() -> new Step.Append(LINE)).iterator();
            case SIZED -> sized(behavior.answerBytes()).iterator();
        };
    }

    private static Stream<Step> sized(int bytes) {
        var whole = Stream.<Step>generate(() -> new Step.Append(LINE)).limit(bytes / LINE.length());
        return Stream.concat(whole, Stream.of(new Step.Append(LINE.substring(0, bytes % LINE.length()))));
    }

    private void step() {
        if (!steps.hasNext()) {
            end("complete", null);
            return;
        }
        var step = steps.next();
        var interval = scripted ? query.plan().interval() : Duration.ZERO;
        Runnable next = () -> later(interval, this::step);
        if (step instanceof Step.Append append) {
            sink.text(append.piece(), next);
        } else if (step instanceof Step.Think thought) {
            sink.thought(thought.piece(), next);
        } else if (step instanceof Step.Replace replace) {
            sink.replace(replace.whole(), next);
        } else if (step instanceof Step.NextMessage) {
            sink.text("\n\n", next);
        } else if (step instanceof Step.Wait wait) {
            later(interval.plus(wait.duration()), this::step);
        } else if (step instanceof Step.Attach attach) {
            sink.file(files.serve(attach), next);
        } else if (step instanceof Step.CallFunction call) {
            sink.call(call.name(), call.arguments(), next);
        } else if (step instanceof Step.End end) {
            end(end.state(), end.stateText());
        } else if (!(step instanceof Step.Stall)) {
            // Jobs, dialogs and frames exist only on the site's channel.
            next.run();
        }
    }

    private void end(String state, @Nullable String stateText) {
        var text = stateText == null ? "The bot failed: " + state : stateText;
        var suggestions = query.plan().suggestions();
        switch (state) {
            case "complete", "cancelled" -> sink.end(new ReplySink.End("stop", null, suggestions));
            case "output_truncated" -> sink.end(new ReplySink.End("length", null, suggestions));
            case "tool_calls" -> sink.end(new ReplySink.End("tool_calls", null, List.of()));
            case "error_user_message_too_long" -> fail(ApiError.tooLarge(text));
            case "error_no_retry", "error_user_caused" -> fail(ApiError.malformed(text));
            default -> fail(ApiError.provider(text));
        }
    }

    private void fail(ApiError error) {
        queries.refund(query);
        sink.end(new ReplySink.End("stop", error, List.of()));
    }

    private void later(Duration delay, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("A reply of the API failed", e);
            }
        };
        var unused = clock.schedule(guarded, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
