package dev.poemcp.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.server.export.ChatExporter;
import dev.poemcp.server.export.ChatExporter.State;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Shows how an export goes on: a line for each chat that is not unchanged, and on a terminal a bar with rate and time left. */
final class ExportProgress implements ChatExporter.Listener {
    private static final int BAR = 20;

    /** Back to the start of the line, and nothing left of it. */
    private static final String CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private final boolean json;
    private final LongSupplier nanoTime;
    private final long began;
    private String bar = "";

    ExportProgress(Terminal terminal, boolean json, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.json = json;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /** A line of {@code --json}. */
    record Line(
            String chatCode,
            String state,
            @Nullable String file,
            @Nullable String failure,
            int done,
            int all) {}

    @Override
    public void chat(int done, int all, String code, State state, @Nullable String file, @Nullable String failure) {
        if (json) {
            terminal.out().println(line(new Line(code, name(state), file, failure, done, all)));
            return;
        }
        if (state != State.UNCHANGED) {
            terminal.out()
                    .println((terminal.interactive() ? CLEAR : "[" + done + "/" + all + "] ")
                            + name(state)
                            + " "
                            + terminal.shown(file == null ? code : file)
                            + (failure == null ? "" : ": " + terminal.shown(failure)));
        }
        if (terminal.interactive()) {
            bar = done == all ? "" : bar(done, all);
            show(bar);
        }
    }

    @Override
    public void working(String soFar) {
        if (terminal.interactive() && !json) {
            show(bar.isEmpty() ? soFar : bar + " · " + soFar);
        }
    }

    private void show(String line) {
        terminal.err().print(CLEAR + line);
        terminal.err().flush();
    }

    private String bar(int done, int all) {
        double seconds = Math.max(1, nanoTime.getAsLong() - began) / 1e9;
        double rate = done / seconds;
        int filled = BAR * done / all;
        return String.format(
                Locale.ROOT,
                "%s%s %d/%d, %.1f chats/s, %s left",
                "#".repeat(filled),
                "-".repeat(BAR - filled),
                done,
                all,
                rate,
                time(Duration.ofSeconds(Math.round((all - done) / rate))));
    }

    private static String time(Duration left) {
        return left.toMinutes() == 0 ? left.toSeconds() + " s" : left.toMinutes() + " min";
    }

    /** As in {@code --json}. */
    static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String line(Line line) {
        try {
            return JsonOutput.line(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A line cannot be written", e);
        }
    }
}
