package dev.poemcp.it;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The program's output (text, or JSON without blanks) without what differs between two runs: addresses, times, and ids, which are counted instead. */
final class StableText {
    /** The emulator's addresses have a free port. */
    private static final Pattern LOOPBACK = Pattern.compile("https?://(127\\.0\\.0\\.1|[a-z0-9.]*localhost):\\d+");

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern DURATION = Pattern.compile("(?<=\"elapsed_ms\":)\\d+");
    /** Poe makes them after the reply, and a call waits for them for a limited time only. */
    private static final Pattern SUGGESTIONS = Pattern.compile("(?<=\"suggested_replies\":)\\[[^]]*]");
    /** Some contain a time. */
    private static final Pattern CURSOR = Pattern.compile("(?<=\"next_cursor\":\")[^\"]+");

    /** What the emulator assigns, by the form of what replaces it. */
    private static final Map<String, Pattern> IDS = Map.of(
            "480000000%03d", Pattern.compile("\\b48\\d{10}\\b"),
            "1900000%03d", Pattern.compile("\\b19007\\d{5}\\b"),
            "k3x9w2m7q5d8v1r4%03d", Pattern.compile("\\b(?=[a-z]*\\d)[a-z0-9]{18,21}\\b"));

    private StableText() {}

    static String of(String text) {
        String stable = LOOPBACK.matcher(text).replaceAll("https://poe.com");
        stable = TIME.matcher(stable).replaceAll("2026-11-27T09:00:00Z");
        stable = DURATION.matcher(stable).replaceAll("850");
        stable = SUGGESTIONS.matcher(stable).replaceAll("[\"Why a frog?\"]");
        stable = CURSOR.matcher(stable).replaceAll("bW9yZQ");
        for (var id : IDS.entrySet()) {
            var numbers = new LinkedHashMap<String, Integer>();
            stable = id.getValue()
                    .matcher(stable)
                    .replaceAll(found -> id.getKey()
                            .formatted(numbers.computeIfAbsent(found.group(), unseen -> numbers.size() + 1)));
        }
        return stable;
    }
}
