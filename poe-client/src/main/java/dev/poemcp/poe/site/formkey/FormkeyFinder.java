package dev.poemcp.poe.site.formkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.formkey.ScriptEngine.ScriptFailedException;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.FormkeyRecipe;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the formkey in a page. A key that looks right may be a decoy that the page hands to machines, so each
 * candidate is tried, and what costs time is done only when it is needed.
 */
public final class FormkeyFinder {
    private static final Logger LOG = LoggerFactory.getLogger(FormkeyFinder.class);
    /** The first 32 characters are the key; whatever a getter returns behind them is cut, as every public client does. */
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

    /** Where in a page a key comes from. */
    public enum Source {
        /** Fixed positions of the page's seed. */
        POSITIONS,
        /** The page's own script, run in a sandbox. */
        SCRIPT
    }

    /**
     * What the trials of one page came to.
     *
     * @param accepted what the trial made of the right key
     * @param source where that key came from; null without one
     * @param tried for a person: what was tried
     */
    public record Search<T>(Optional<T> accepted, @Nullable Source source, List<String> tried) {}

    /**
     * @param first the source to begin with, where an earlier key came from; the cheap one when that is not known
     * @param trial empty: a wrong key. What it throws ends the search
     */
    public <T> Search<T> search(SitePage page, AppScript app, Source first, Function<Secret, Optional<T>> trial) {
        List<String> tried = new ArrayList<>();
        Set<Secret> seen = new LinkedHashSet<>();
        Function<Secret, Optional<T>> once = key -> seen.add(key) ? trial.apply(key) : Optional.empty();
        var order = first == Source.SCRIPT
                ? List.of(Source.SCRIPT, Source.POSITIONS)
                : List.of(Source.POSITIONS, Source.SCRIPT);
        for (var source : order) {
            var accepted =
                    source == Source.POSITIONS ? byPositions(page, tried, once) : byScript(page, app, tried, once);
            if (accepted.isPresent()) {
                return new Search<>(accepted, source, tried);
            }
        }
        if (tried.isEmpty()) {
            tried.add("the page, which holds neither a seed nor a script that makes a key");
        }
        return new Search<>(Optional.empty(), null, tried);
    }

    private <T> Optional<T> byPositions(SitePage page, List<String> tried, Function<Secret, Optional<T>> trial) {
        for (var recipe : recipes) {
            for (var seed : SeedFormkey.seeds(page.html(), recipe)) {
                var key = SeedFormkey.key(seed, recipe).map(Secret::new);
                var accepted = key.flatMap(trial);
                if (accepted.isPresent()) {
                    return accepted;
                }
                key.ifPresent(tested -> tried.add("the seed's known positions (refused)"));
            }
        }
        return Optional.empty();
    }

    private <T> Optional<T> byScript(
            SitePage page, AppScript app, List<String> tried, Function<Secret, Optional<T>> trial) {
        for (var program : programs(page, app)) {
            var accepted = onStage(program, tried).stream()
                    .map(trial)
                    .flatMap(Optional::stream)
                    .findFirst();
            if (accepted.isPresent()) {
                return accepted;
            }
        }
        return Optional.empty();
    }

    /** Distinct programs for the page's scripts; the app script is fetched for them. */
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

    private List<Secret> onStage(String program, List<String> tried) {
        try {
            var keys = candidates(engine.run(program));
            tried.add("the page's script (" + (keys.isEmpty() ? "made no key" : "its keys were refused") + ")");
            return keys;
        } catch (ScriptFailedException failure) {
            LOG.debug("A script of the page failed: {}", failure.toString());
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
        } catch (JsonProcessingException notOurs) {
            throw new ScriptFailedException("The page's script printed over our line.", notOurs);
        }
    }
}
