package dev.poemcp.poe.site.formkey;

import dev.poemcp.poe.site.page.SitePage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The site's {@code _app} script, downloaded on first use. It contains the window secret and the revision. Pages also
 * reference other scripts with "app" in their URLs, so the content decides, not the name.
 */
public final class AppScript {
    private static final int MAX_SCRIPTS = 6;

    private final List<String> sources;
    private final ScriptSource scripts;
    private final List<String> texts = new ArrayList<>();
    /** By pattern. */
    private final Map<String, Optional<String>> found = new HashMap<>();

    public AppScript(SitePage page, ScriptSource scripts) {
        this.scripts = scripts;
        this.sources = page.scripts().stream()
                .filter(script -> !script.isInline())
                .map(SitePage.Script::source)
                .filter(source -> likelihood(source) > 0)
                .sorted((first, second) -> Integer.compare(likelihood(second), likelihood(first)))
                .distinct()
                .limit(MAX_SCRIPTS)
                .toList();
    }

    /** Group 1 of the first match in the likeliest script that has one. Builds share patterns, so each is tried once. */
    synchronized Optional<String> find(Pattern pattern) {
        return found.computeIfAbsent(pattern.pattern(), unused -> search(pattern));
    }

    private Optional<String> search(Pattern pattern) {
        for (int i = 0; i < sources.size(); i++) {
            if (i == texts.size()) {
                texts.add(scripts.script(sources.get(i)).orElse(""));
            }
            var matcher = pattern.matcher(texts.get(i));
            if (matcher.find()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    /** The site's id of its build. */
    public Optional<String> revision(Pattern pattern) {
        return find(pattern);
    }

    private static int likelihood(String source) {
        String path;
        try {
            path = URI.create(source).getPath();
        } catch (IllegalArgumentException invalid) {
            path = source;
        }
        if (path == null || !path.endsWith(".js")) {
            return 0;
        }
        var file = path.substring(path.lastIndexOf('/') + 1);
        if (file.startsWith("_app")) {
            return 3;
        }
        return path.contains("_app") ? 2 : file.contains("app") || file.contains("main") ? 1 : 0;
    }
}
