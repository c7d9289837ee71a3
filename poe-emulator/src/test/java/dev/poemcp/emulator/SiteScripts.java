package dev.poemcp.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All scripts that a page leads to: its own, those of the build manifest and those of the webpack runtime. */
record SiteScripts(Map<String, String> scripts) {
    private static final Pattern SOURCE = Pattern.compile("<script src=\"([^\"]+)\"");
    private static final Pattern LISTED = Pattern.compile("\"(static/[^\"]+\\.js)\"");
    private static final Pattern NUMBERED = Pattern.compile("(\\d+):\"([0-9a-f]{16})\"");

    static SiteScripts of(PoeEmulator poe) throws Exception {
        var client = new RawClient(poe, true);
        Map<String, String> scripts = new TreeMap<>();
        var sources = SOURCE.matcher(client.get("/").body());
        while (sources.find()) {
            var path = poe.url().resolve(sources.group(1)).getRawPath();
            scripts.put(path, client.get(path).body());
        }
        var listed = new ArrayList<String>();
        for (var text : scripts.values()) {
            LISTED.matcher(text).results().forEach(found -> listed.add(found.group(1)));
            if (text.contains("static/chunks/\"")) {
                NUMBERED.matcher(text)
                        .results()
                        .forEach(found -> listed.add("static/chunks/" + found.group(1) + "." + found.group(2) + ".js"));
            }
        }
        for (var file : listed) {
            var path = "/assets/_next/" + file;
            if (!scripts.containsKey(path)) {
                var response = client.get(path);
                if (response.statusCode() != 200) {
                    throw new AssertionError(path + ": " + response.statusCode());
                }
                scripts.put(path, response.body());
            }
        }
        return new SiteScripts(scripts);
    }

    List<String> paths() {
        return List.copyOf(scripts.keySet());
    }

    String text() {
        return String.join("\n", scripts.values());
    }

    /** The ids of the persisted artifacts with this name, in the order of the scripts' paths. */
    List<String> hashes(String name) {
        return artifacts().entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .toList();
    }

    Set<String> names() {
        return new TreeSet<>(artifacts().values());
    }

    /** Names by id. */
    private Map<String, String> artifacts() {
        // All forms without quotes, so that one pattern finds each.
        var text = text().replace("\\", "").replace("\"", "");
        var found = new TreeMap<String, String>();
        Pattern.compile("params:\\{([^{}]*(?:\\{\\})?[^{}]*)\\}")
                .matcher(text)
                .results()
                .forEach(match -> {
                    var id = field("id", match.group(1));
                    var name = field("name", match.group(1));
                    if (id != null && name != null && id.length() == 64) {
                        found.put(id, name);
                    }
                });
        return found;
    }

    private static @Nullable String field(String key, String fields) {
        var matcher = Pattern.compile("(?:^|,)" + key + ":([^,{}]+)").matcher(fields);
        return matcher.find() ? matcher.group(1) : null;
    }
}
