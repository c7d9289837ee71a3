package dev.poemcp.server.cli;

import dev.poemcp.poe.PoeException;
import dev.poemcp.server.assembly.Program;
import dev.poemcp.tool.result.AttachmentResult;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines on stderr that follow a reply. */
final class ReplyFacts {
    private ReplyFacts() {}

    /** Such as {@code cat.png (image/png, 120 kB) https://…}; unknown parts are left out. */
    static String attachment(AttachmentResult file) {
        var facts = Stream.of(file.mimeType(), file.sizeBytes() == null ? null : size(file.sizeBytes()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return printable(file.name()) + (facts.isEmpty() ? "" : " (" + printable(facts) + ")") + " "
                + (file.url() == null ? "" : printable(file.url()));
    }

    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 999_500 ? Math.round(bytes / 1e3) + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** A name that a bot chose, without control characters, which could command the terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cc}+", " ");
    }

    /** @param spent null if unknown */
    static String points(@Nullable Long spent, Program program) {
        return "points:  " + Objects.requireNonNullElse(spent, "unknown") + " spent, balance " + balance(program);
    }

    private static String balance(Program program) {
        try {
            return Long.toString(program.services().poe().points().balance().points());
        } catch (PoeException e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }
}
