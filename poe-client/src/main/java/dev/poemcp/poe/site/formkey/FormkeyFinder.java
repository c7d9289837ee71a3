package dev.poemcp.poe.site.formkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.formkey.ScriptEngine.ScriptFailedException;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.FormkeyRecipe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the formkey in a page. A key that looks right may be a decoy for bots, so each candidate is checked at the
 * site; the slow source is used only if needed.
 */
public final class FormkeyFinder {
    private static final Logger log = LoggerFactory.getLogger(FormkeyFinder.class);
    /** The first 32 characters are the key; the rest of a getter's result is cut, as in every public client. */
    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{32}.*", Pattern.DOTALL);

    private final List<FormkeyRecipe> recipes;
    private final ScriptEngine engine;
    private final ObjectMapper json = new ObjectMapper();

    /** @param recipes of all builds, newest first */
    public FormkeyFinder(List<FormkeyRecipe> recipes) {
        this(recipes, new QuickJs());
    }

    FormkeyFinder(List<FormkeyRecipe> recipes, ScriptEngine engine) {
        this.recipes = recipes.stream().distinct().toList();
        this.engine = engine;
    }

    /** The source of a key in the page. */
    public enum KeySource {
        /** Fixed positions in the page's seed. */
        POSITIONS,
        /** The page's own script, run in the sandbox. */
        SCRIPT
    }

    /**
     * Result of the search in one page.
     *
     * @param accepted result of the check for the right key
     * @param source source of that key; null if none was accepted
     * @param tried what was tried, in words for the user
     */
    public record Search<T>(Optional<T> accepted, @Nullable KeySource source, List<String> tried) {}

    /**
     * @param first the source to try first: that of an earlier key, or the fast one if unknown
     * @param check empty for a wrong key; an exception ends the search
     */
    public <T> Search<T> search(SitePage page, AppScript app, KeySource first, Function<Secret, Optional<T>> check) {
        List<String> tried = new ArrayList<>();
        Set<Secret> seen = new LinkedHashSet<>();
        Function<Secret, Optional<T>> checkOnce = key -> seen.add(key) ? check.apply(key) : Optional.empty();
        var order = first == KeySource.SCRIPT
                ? List.of(KeySource.SCRIPT, KeySource.POSITIONS)
                : List.of(KeySource.POSITIONS, KeySource.SCRIPT);
        for (var source : order) {
            var accepted = source == KeySource.POSITIONS
                    ? byPositions(page, tried, checkOnce)
                    : byScript(page, app, tried, checkOnce);
            if (accepted.isPresent()) {
                return new Search<>(accepted, source, tried);
            }
        }
        if (tried.isEmpty()) {
            tried.add("the page, which holds neither a seed nor a script that makes a key");
        }
        return new Search<>(Optional.empty(), null, tried);
    }

    /** The key at the positions that the newest build uses; without a script, and not checked at the site. */
    public Optional<Secret> likeliest(SitePage page) {
        var recipe = recipes.get(0);
        return SeedFormkey.seeds(page.html(), recipe).stream()
                .flatMap(seed -> SeedFormkey.key(seed, recipe).stream())
                .findFirst()
                .map(Secret::new);
    }

    /** All keys of the page by their source, without a check at the site. */
    public Map<KeySource, Set<Secret>> candidates(SitePage page, AppScript app) {
        Map<KeySource, Set<Secret>> found = new EnumMap<>(KeySource.class);
        List<String> tried = new ArrayList<>();
        for (var source : KeySource.values()) {
            Set<Secret> keys = new LinkedHashSet<>();
            Function<Secret, Optional<Secret>> collect = key -> {
                keys.add(key);
                return Optional.empty();
            };
            var unused = source == KeySource.POSITIONS
                    ? byPositions(page, tried, collect)
                    : byScript(page, app, tried, collect);
            found.put(source, keys);
        }
        return found;
    }

    private <T> Optional<T> byPositions(SitePage page, List<String> tried, Function<Secret, Optional<T>> check) {
        for (var recipe : recipes) {
            for (var seed : SeedFormkey.seeds(page.html(), recipe)) {
                var key = SeedFormkey.key(seed, recipe).map(Secret::new);
                var accepted = key.flatMap(check);
                if (accepted.isPresent()) {
                    return accepted;
                }
                key.ifPresent(unused -> tried.add("the seed's known positions (refused)"));
            }
        }
        return Optional.empty();
    }

    private <T> Optional<T> byScript(
            SitePage page, AppScript app, List<String> tried, Function<Secret, Optional<T>> check) {
        for (var program : programs(page, app)) {
            var accepted = runProgram(program, tried).stream()
                    .map(check)
                    .flatMap(Optional::stream)
                    .findFirst();
            if (accepted.isPresent()) {
                return accepted;
            }
        }
        return Optional.empty();
    }

    /** Distinct programs for the page's scripts; fetches the app script. */
    private List<String> programs(SitePage page, AppScript app) {
        Set<String> programs = new LinkedHashSet<>();
        for (var recipe : recipes) {
            for (var prelude : recipe.preludes()) {
                var program = PageScriptRunner.program(
                        page, recipe, prelude, app.find(recipe.secret()).orElse(""));
                if (!program.isEmpty()) {
                    programs.add(program);
                }
            }
        }
        return List.copyOf(programs);
    }

    private List<Secret> runProgram(String program, List<String> tried) {
        try {
            var keys = candidates(engine.run(program));
            tried.add("the page's script (" + (keys.isEmpty() ? "made no key" : "its keys were refused") + ")");
            return keys;
        } catch (ScriptFailedException failure) {
            log.debug("A script of the page failed: {}", failure.toString());
            tried.add("the page's script (failed, or took too long)");
            return List.of();
        }
    }

    private List<Secret> candidates(String printed) throws ScriptFailedException {
        int at = printed.lastIndexOf(PageScriptRunner.MARK);
        if (at < 0) {
            return List.of();
        }
        var line = printed.substring(at + PageScriptRunner.MARK.length())
                .lines()
                .findFirst()
                .orElse("[]");
        try {
            List<Secret> keys = new ArrayList<>();
            for (var value : json.readTree(line)) {
                if (KEY.matcher(value.asText()).matches()) {
                    keys.add(new Secret(value.asText().substring(0, 32)));
                }
            }
            return keys;
        } catch (JsonProcessingException invalid) {
            throw new ScriptFailedException("The page's script corrupted the marked line.", invalid);
        }
    }
}
