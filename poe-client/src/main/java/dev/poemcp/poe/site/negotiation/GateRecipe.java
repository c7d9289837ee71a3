package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.site.profile.SignatureRecipe;
import dev.poemcp.poe.site.profile.SiteBuild;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How requests are signed, and their headers.
 *
 * @param headers header templates of a GraphQL post, see {@link SiteBuild#headers()}
 */
public record GateRecipe(SignatureRecipe tag, Map<String, String> headers) {
    public GateRecipe {
        headers = Map.copyOf(headers);
    }

    /** All distinct recipes: those of the builds, then combinations for a site between two builds. */
    static List<GateRecipe> of(List<SiteBuild> builds) {
        Set<GateRecipe> recipes = new LinkedHashSet<>();
        builds.forEach(build -> recipes.add(new GateRecipe(build.tag(), build.headers())));
        for (SiteBuild signer : builds) {
            builds.forEach(build -> recipes.add(new GateRecipe(signer.tag(), build.headers())));
        }
        return List.copyOf(recipes);
    }
}
