package dev.poemcp.poe.site.profile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How to find the formkey of a build. Source: docs/poe-protocol.md §2.
 *
 * @param length significant characters of the key
 * @param positions positions of the key's characters in the seed; empty if the build has no seed
 * @param seed group 1 is the seed
 * @param getter group 1 is the name of the page's function that returns the key
 * @param getterNames known names of that function
 * @param seededCall an expression in the page that may return the key
 * @param secret group 1 is the assignment, in the app's script, that the page's function checks for
 * @param revision group 1 is the site's revision, in the app's script
 * @param preludes scripts that emulate a browser for the page's scripts, tried in order
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
