package dev.poemcp.poe.site.script;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The scripts that Next.js's manifest and webpack's runtime name: by path, or by number and digits of a file name.
 * Source: docs/poe-protocol.md §8.3.
 */
final class ScriptLinks {
    private static final int MAX_LINKS = 1_000;
    private static final Pattern PATH = Pattern.compile("\"(static/[^\"\\s\\\\]{1,200}\\.js)\"");
    private static final Pattern NUMBERED = Pattern.compile("\\b(\\d{1,6}):\"([0-9a-f]{8,20})\"");
    private static final Pattern FOLDER = Pattern.compile("\"(static/[^\"\\s\\\\]{0,200}chunks/)\"\\s*\\+");

    private ScriptLinks() {}

    /**
     * @param source URL or path of the script itself
     * @return URLs or paths of others, in its order
     */
    static List<String> in(String source, String text) {
        int folder = source.indexOf("/static/");
        if (folder < 0 || (!source.contains("_buildManifest") && !source.contains("webpack"))) {
            return List.of();
        }
        String base = source.substring(0, folder + 1);
        Set<String> links = new LinkedHashSet<>();
        PATH.matcher(text).results().limit(MAX_LINKS).forEach(found -> links.add(base + found.group(1)));
        var chunks = FOLDER.matcher(text);
        if (chunks.find()) {
            String start = base + chunks.group(1);
            char separator = text.indexOf("\"-\"+", chunks.end()) >= 0 ? '-' : '.';
            NUMBERED.matcher(text)
                    .results()
                    .limit(MAX_LINKS)
                    .forEach(found -> links.add(start + found.group(1) + separator + found.group(2) + ".js"));
        }
        return new ArrayList<>(links);
    }
}
