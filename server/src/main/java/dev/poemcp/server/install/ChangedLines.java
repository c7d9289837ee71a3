package dev.poemcp.server.install;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines in which two texts differ, as {@code diff} shows them. Without the lines around, which may have secrets. */
final class ChangedLines {
    private ChangedLines() {}

    static String between(@Nullable String before, @Nullable String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        int start = 0;
        while (start < old.size() && start < now.size() && isSame(old.get(start), now.get(start))) {
            start++;
        }
        int same = 0;
        while (same < old.size() - start
                && same < now.size() - start
                && isSame(old.get(old.size() - 1 - same), now.get(now.size() - 1 - same))) {
            same++;
        }
        List<String> shown = new ArrayList<>();
        shown.add("@@ line " + (start + 1) + " @@");
        old.subList(start, old.size() - same).forEach(line -> shown.add("-" + line));
        now.subList(start, now.size() - same).forEach(line -> shown.add("+" + line));
        return String.join("\n", shown);
    }

    /** A comma after another server is not worth showing what is in its line. */
    private static boolean isSame(String old, String now) {
        return old.equals(now) || now.equals(old + ",") || old.equals(now + ",");
    }

    private static List<String> lines(@Nullable String text) {
        return text == null ? List.of() : text.lines().toList();
    }
}
