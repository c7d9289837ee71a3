package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.TagRecipe;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How requests are signed, and which headers go with them.
 *
 * @param headers header templates of a GraphQL post, see {@link SiteBuild#headers()}
 */
public record GateRecipe(TagRecipe tag, Map<String, String> headers) {
    public GateRecipe {
        headers = Map.copyOf(headers);
    }

    /** Every recipe that the builds allow, each once: the builds' own first, then mixtures for a site between two builds. */
    static List<GateRecipe> of(List<SiteBuild> builds) {
        Set<GateRecipe> recipes = new LinkedHashSet<>();
        builds.forEach(build -> recipes.add(new GateRecipe(build.tag(), build.headers())));
        for (SiteBuild signing : builds) {
            builds.forEach(build -> recipes.add(new GateRecipe(signing.tag(), build.headers())));
        }
        return List.copyOf(recipes);
    }
}
