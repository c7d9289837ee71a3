package dev.poemcp.poe.site.formkey;

import dev.poemcp.poe.site.profile.FormkeyRecipe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a key from fixed positions of the page's seed. Source: docs/poe-protocol.md §2.2 (F3), §C. */
final class SeedFormkey {
    private static final int MAX_SEEDS = 4;

    private SeedFormkey() {}

    static List<String> seeds(String html, FormkeyRecipe recipe) {
        return recipe.seed()
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .limit(MAX_SEEDS)
                .toList();
    }

    static Optional<String> key(String seed, FormkeyRecipe recipe) {
        var positions = recipe.positions();
        if (positions.size() < recipe.length() || positions.stream().anyMatch(at -> at >= seed.length())) {
            return Optional.empty();
        }
        var key = new StringBuilder();
        positions.subList(0, recipe.length()).forEach(at -> key.append(seed.charAt(at)));
        return Optional.of(key.toString().toLowerCase(Locale.ROOT));
    }
}
