package dev.poemcp.poe.site.profile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a build hides its formkey. Source: docs/poe-protocol.md §2.
 *
 * @param length characters of the key that count
 * @param positions of the seed's characters that make the key; empty where the build has no such rule
 * @param seed group 1 is the seed
 * @param getter group 1 is the name of the page's function that returns the key
 * @param getterNames names it is known to have had
 * @param seededCall an expression in the page whose value may be the key
 * @param secret group 1 is the assignment, in the app's script, that the page's function checks for
 * @param revision group 1 is the site's revision, in the app's script
 * @param preludes stage settings for the page's scripts, tried in order
 */
public record FormkeyRecipe(
        int length,
        List<Integer> positions,
        Pattern seed,
        Pattern getter,
        List<String> getterNames,
        Pattern seededCall,
        Pattern secret,
        Pattern revision,
        List<String> preludes) {
    public FormkeyRecipe {
        positions = List.copyOf(positions);
        getterNames = List.copyOf(getterNames);
        preludes = List.copyOf(preludes);
    }
}
